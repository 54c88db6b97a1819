package org.commonplace.questions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.awareness.Requests;
import org.commonplace.chrome.Markdown;
import org.commonplace.people.Aliases;
import org.commonplace.people.Blocks;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Role;
import org.commonplace.questions.RescueClock.Waiting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asking those who look after a group: its hosts, and the house's administrators where none of them
 * can be asked this week. Never the asker. Who was asked, and who waits, is the record of requests.
 */
@Component
class HostsAsked {
    private final JdbcClient jdbc;
    private final Requests requests;
    private final Correspondence letters;
    private final Members members;
    private final Aliases aliases;
    private final Blocks blocks;

    HostsAsked(
            JdbcClient jdbc,
            Requests requests,
            Correspondence letters,
            Members members,
            Aliases aliases,
            Blocks blocks) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.letters = letters;
        this.members = members;
        this.aliases = aliases;
        this.blocks = blocks;
    }

    /** Asks all hosts; where none can be asked now, the administrators. */
    void ask(Waiting question, String kind) {
        List<MemberId> hosts = hosts(question);
        if (asked(hosts, question, kind) > 0) return;
        List<MemberId> others = new ArrayList<>(administrators(question));
        others.removeAll(hosts);
        asked(others, question, kind);
    }

    private int asked(List<MemberId> members, Waiting question, String kind) {
        int asked = 0;
        for (MemberId member : members) {
            requests.ask(
                    member,
                    kind,
                    question.id().value(),
                    List.of("asked"),
                    Map.of("path", question.path() + "#answer"));
            if (!requests.puts(member, kind, question.id().value())) continue;
            write(member, question, kind);
            asked++;
        }
        return asked;
    }

    /** In a lab its hosts are told that something waits, and nothing of it. */
    void tellRoom(Waiting question) {
        for (MemberId host : hosts(question)) {
            requests.ask(host, "asked", question.id().value(), List.of("asked"), Map.of());
            if (!requests.puts(host, "asked", question.id().value())) continue;
            letters.write(
                    host,
                    "room " + question.id() + " " + question.step(),
                    letter ->
                            letter.subject("mail.room.subject")
                                    .say("mail.room.say")
                                    .button("mail.room.button", question.path()));
        }
    }

    private List<MemberId> hosts(Waiting question) {
        return others(
                question,
                jdbc.sql(
                                """
                        select w.member from communities.stewardship w
                          join catalogue.shown c on c.id = :id and c.community = w.community
                          join people.visible_to v on v.audience = c.audience and v.viewer = w.member
                         order by w.since
                        """)
                        .param("id", question.id().value())
                        .query((row, n) -> new MemberId(row.getLong(1)))
                        .list());
    }

    private List<MemberId> administrators(Waiting question) {
        long audience =
                jdbc.sql("select audience from catalogue.shown where id = :id")
                        .param("id", question.id().value())
                        .query((row, n) -> row.getLong(1))
                        .single();
        return others(
                question,
                members.inRole(Role.HOST).stream()
                        .filter(host -> members.viewer(host).audiences().contains(audience))
                        .toList());
    }

    /**
     * All but the asker, and those between whom and the asker there is a block; an alias's blocks
     * do not show.
     */
    private List<MemberId> others(Waiting question, List<MemberId> all) {
        Optional<MemberId> asker = aliases.deliverTo(question.asker());
        boolean own = asker.filter(one -> one.value() == question.asker().value()).isPresent();
        return all.stream()
                .filter(one -> asker.filter(one::equals).isEmpty())
                .filter(one -> !own || !blocks.between(one, question.asker()))
                .toList();
    }

    private void write(MemberId member, Waiting question, String kind) {
        String name = String.valueOf(question.name());
        String group = String.valueOf(question.group());
        letters.write(
                member,
                (kind.equals("asked") ? "post " : kind + " ") + question.id(),
                letter ->
                        letter.about(question.title())
                                .on(question.id().value(), question.id().value())
                                .from(name)
                                .say("mail." + kind + ".say", name, group)
                                .quote(
                                        question.title() + "\n\n" + Markdown.plain(question.body()),
                                        name)
                                .button("mail.asked.button", question.path() + "#answer")
                                .answering("mail.answering.question", name)
                                .small("mail.asked.small", group));
    }
}
