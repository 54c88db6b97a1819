package org.commonplace.moderation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.Letter;
import org.commonplace.mail.Letters;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who can decide about a thing other than whoever did the first time: of a lab its other hosts,
 * whom nobody names, else the other moderators. Where there is nobody, a second person is asked
 * for.
 */
@Component
class Deciders {
    private final JdbcClient jdbc;
    private final Members members;
    private final Letters letters;
    private final Texts texts;
    private final Site site;

    Deciders(JdbcClient jdbc, Members members, Letters letters, Texts texts, Site site) {
        this.jdbc = jdbc;
        this.members = members;
        this.letters = letters;
        this.texts = texts;
        this.site = site;
    }

    /** Others who can decide; their names are empty where they are not to be named. */
    record Others(List<MemberId> members, List<String> names) {
        boolean anybody() {
            return !members.isEmpty();
        }

        String named() {
            return String.join(", ", names);
        }
    }

    Others others(long card, MemberId first) {
        record Other(MemberId member, @Nullable String name, boolean lab) {}
        List<Other> all =
                jdbc.sql(
                                """
                        select m.id, b.name, l.id is not null as lab
                          from catalogue.every c
                          left join communities.labs l on l.id = c.community
                          join people.active m on m.id <> :first
                           and case when l.id is null then m.id = any(:moderators)
                                    else exists (select from communities.stewardship s
                                                  where s.community = l.id and s.member = m.id) end
                          left join people.byline b on b.persona = m.id
                         where c.id = :card and m.id is distinct from c.byline order by b.name limit 20
                        """)
                        .param("card", card)
                        .param("first", first.value())
                        .param("moderators", moderators())
                        .query(
                                (row, n) ->
                                        new Other(
                                                new MemberId(row.getLong("id")),
                                                row.getString("name"),
                                                row.getBoolean("lab")))
                        .list();
        return new Others(
                all.stream().map(Other::member).toList(),
                all.stream()
                        .filter(one -> !one.lab() && one.name() != null)
                        .map(one -> String.valueOf(one.name()))
                        .toList());
    }

    private Long[] moderators() {
        List<MemberId> all = new ArrayList<>(members.inRole(Role.MODERATOR));
        all.addAll(members.inRole(Role.HOST));
        return all.stream().map(MemberId::value).toArray(Long[]::new);
    }

    /**
     * Asks those who can look at an appeal; where nobody can, whoever decided is asked for a second
     * person. Nothing of the thing stands in the letter.
     */
    void ask(long appeal, Others others, MemberId first) {
        if (others.anybody())
            for (MemberId one : others.members()) write(appeal, one, "mail.appeal");
        else write(appeal, first, "mail.appeal-alone");
    }

    private void write(long appeal, MemberId member, String key) {
        members.recipient(member)
                .ifPresent(
                        to -> {
                            Locale language = to.language();
                            letters.queue(
                                    Letter.about(
                                                    "appeal " + appeal,
                                                    to.email(),
                                                    language.getLanguage(),
                                                    texts.text(language, key + ".subject"))
                                            .say(texts.text(language, key + ".say"))
                                            .button(
                                                    texts.text(language, "mail.held.button"),
                                                    site.url() + "/house/moderation")
                                            .done());
                        });
    }
}
