package org.commonplace.people;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How each persona signs, kept with it: written anew in the transaction of every deed that changes
 * a name, a profile or a claim.
 */
@Component
class Bylines {
    private final JdbcClient jdbc;

    Bylines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void sign(MemberId member) {
        sign(List.of(member));
    }

    /** Writes the members' own bylines, and those of the names that they claimed. */
    void sign(Collection<MemberId> members) {
        if (!members.isEmpty())
            write(
                    "(select persona from people.known_as where person = any(:ids))",
                    members.stream().map(MemberId::value).toArray(Long[]::new));
    }

    void sign(PersonaId alias) {
        write("(:ids)", alias.value());
    }

    private void write(String personas, Object ids) {
        jdbc.sql(
                        """
                update people.persona p
                   set person = s.person, signs_as = s.name, unclaimed = s.unclaimed, source_site = s.source_site,
                       source_url = s.source_url, organisation = s.organisation,
                       organisation_for_members = s.organisation_for_members, country = s.country, sector = s.sector
                  from people.signature s where s.persona = p.id and p.id in %s
                """
                                .formatted(personas))
                .param("ids", ids)
                .update();
    }
}
