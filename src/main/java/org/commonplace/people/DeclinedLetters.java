package org.commonplace.people;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonplace.chrome.Rows;
import org.commonplace.mail.Leaving;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The kinds of letters that members have stopped. A letter's kind is the first word of its event,
 * unless it comes from a subscription of its own or is owed.
 */
@Component
class DeclinedLetters implements Leaving, Belongings {
    private static final String KIND = "kind ";
    private static final Pattern NAME = Pattern.compile("[a-z-]{1,40}");
    private final JdbcClient jdbc;
    private final Clock clock;

    DeclinedLetters(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A kind of letter, and who gets none. */
    record Declined(MemberId member, String kind) {}

    /** What the unsubscribe link of a letter of this event ends. */
    static String leaving(String event) {
        return KIND + kind(event);
    }

    static String kind(String event) {
        String first = event.split(" ", 2)[0];
        return NAME.matcher(first).matches() ? first : "letter";
    }

    Set<Declined> of(Collection<MemberId> members) {
        return new HashSet<>(
                jdbc.sql(
                                "select member, kind from people.declined_letter where member = any(:members)")
                        .param(
                                "members",
                                members.stream().map(MemberId::value).toArray(Long[]::new))
                        .query(
                                (row, n) ->
                                        new Declined(
                                                new MemberId(row.getLong(1)), row.getString(2)))
                        .list());
    }

    @Override
    public void leave(long reader, String what) {
        if (!what.startsWith(KIND)) return;
        jdbc.sql(
                        """
                insert into people.declined_letter (member, kind, since)
                select id, :kind, :now from people.member where id = :member on conflict do nothing
                """)
                .param("member", reader)
                .param("kind", what.substring(KIND.length()))
                .param("now", Rows.sql(clock.instant()))
                .update();
    }

    @Override
    public void comeBack(long reader, String what) {
        if (!what.startsWith(KIND)) return;
        jdbc.sql("delete from people.declined_letter where member = :member and kind = :kind")
                .param("member", reader)
                .param("kind", what.substring(KIND.length()))
                .update();
    }

    @Override
    public Map<String, String> export(MemberId member) {
        String kinds =
                String.join(
                        "\n",
                        jdbc.sql(
                                        "select kind from people.declined_letter where member = :member order by kind")
                                .param("member", member.value())
                                .query(String.class)
                                .list());
        return kinds.isEmpty() ? Map.of() : Map.of("stopped-letters.txt", kinds + "\n");
    }

    @Override
    public void erase(MemberId member, boolean texts) {
        jdbc.sql("delete from people.declined_letter where member = :member")
                .param("member", member.value())
                .update();
    }
}
