package org.commonplace.moderation;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.commonplace.people.Members;
import org.springframework.stereotype.Component;

/** What in a text seems to be a patron's; a name that somebody here bears is a colleague's. */
@Component
class Patrons {
    private final Members members;

    Patrons(Members members) {
        this.members = members;
    }

    List<PatronGuard.Find> in(String text) {
        List<PatronGuard.Find> finds = PatronGuard.in(text);
        Set<String> names =
                finds.stream()
                        .filter(find -> find.what() == PatronGuard.What.NAME)
                        .map(find -> folded(find.in(text)))
                        .collect(Collectors.toSet());
        if (names.isEmpty()) return finds;
        Set<String> colleagues =
                members.known(names).stream().map(Patrons::folded).collect(Collectors.toSet());
        return finds.stream().filter(find -> !colleagues.contains(folded(find.in(text)))).toList();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
