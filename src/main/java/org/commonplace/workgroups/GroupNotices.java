package org.commonplace.workgroups;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.commonplace.awareness.Requests;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.communities.Communities;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells those in a group what they need for their work, and its hosts when it stalls. */
@Component
class GroupNotices implements ActivityReader {
    private final JdbcClient jdbc;
    private final Members members;
    private final Workgroups workgroups;
    private final Requests requests;
    private final Correspondence letters;
    private final Aliases aliases;
    private final Communities communities;
    private final Phases phases;

    GroupNotices(
            JdbcClient jdbc,
            Members members,
            Workgroups workgroups,
            Requests requests,
            Correspondence letters,
            Aliases aliases,
            Communities communities,
            Phases phases) {
        this.jdbc = jdbc;
        this.members = members;
        this.workgroups = workgroups;
        this.requests = requests;
        this.letters = letters;
        this.aliases = aliases;
        this.communities = communities;
        this.phases = phases;
    }

    @Override
    public String name() {
        return "workgroups";
    }

    @Override
    public void read(List<Entry> entries) {
        for (Entry entry : entries)
            switch (entry.verb()) {
                case "joined-group" -> group(entry.card()).ifPresent(group -> joined(group, entry));
                case "group-invited" ->
                        group(entry.card()).ifPresent(group -> invited(group, entry));
                case "put-to-decision" -> decision(entry, "decision");
                case "voting-closed" -> decision(entry, "closed");
                case "outcome-stated" -> decision(entry, "decided");
                case "meets", "meeting-cancelled" ->
                        group(entry.card()).ifPresent(group -> meeting(group, entry));
                case "stalled" -> group(entry.card()).ifPresent(this::stalled);
                case "concluded" -> group(entry.card()).ifPresent(group -> concluded(group, entry));
                case "said" -> said(entry);
                default -> {
                    // Nothing that a group needs to hear of.
                }
            }
    }

    /** A group that letters may tell of: one that is shown, and in no lab. */
    private Optional<Workgroup> group(long card) {
        return workgroups
                .any(new WorkgroupId(card))
                .filter(group -> !communities.lab(group.community()));
    }

    private String name(Workgroup group, long persona) {
        return group.seats().stream()
                .filter(seat -> seat.persona().value() == persona)
                .map(seat -> String.valueOf(seat.name()))
                .findFirst()
                .orElseGet(() -> members.named(new PersonaId(persona)));
    }

    /** Everybody who works in it but whoever did this. */
    private Set<MemberId> workers(Workgroup group, long but) {
        Set<MemberId> workers = new LinkedHashSet<>();
        for (Workgroup.Seat seat : group.members())
            if (seat.persona().value() != but)
                aliases.deliverTo(seat.persona()).ifPresent(workers::add);
        aliases.deliverTo(new PersonaId(but)).ifPresent(workers::remove);
        return workers;
    }

    private void tell(Set<MemberId> readers, String event, Consumer<Correspondence.Writer> words) {
        for (MemberId reader : readers) letters.write(reader, event, words);
    }

    private void joined(Workgroup group, Entry entry) {
        tell(
                workers(group, entry.actor()),
                "joined " + group.id() + " " + entry.actor(),
                letter ->
                        letter.card(group.id().value())
                                .subject("mail.group-joined.subject", name(group, entry.actor()))
                                .say(
                                        "mail.group-joined.say",
                                        name(group, entry.actor()),
                                        group.problem())
                                .button("mail.group.button", group.path()));
    }

    private void invited(Workgroup group, Entry entry) {
        String line = Objects.toString(entry.facts().get("line"), "");
        String who = name(group, entry.actor());
        MemberId guest = MemberId.of(Objects.toString(entry.facts().get("to")));
        if (!requests.puts(guest, "group", group.id().value())) return;
        letters.write(
                new PersonaId(entry.actor()),
                guest,
                "group " + group.id(),
                letter -> {
                    letter.subject("mail.group-invited.subject", group.problem())
                            .say("mail.group-invited.say", who, group.problem());
                    if (!line.isBlank()) letter.quote(line, who);
                    letter.deed(
                                    "mail.group-invited.yes",
                                    "join-group",
                                    Map.of(
                                            "group",
                                            group.id().toString(),
                                            "title",
                                            group.problem()))
                            .button("mail.group.button", group.path())
                            .small("mail.group-invited.small");
                });
    }

    private record Put(
            long id,
            WorkgroupId group,
            String title,
            String path,
            String body,
            Instant deadline,
            @Nullable String outcome,
            PersonaId proposer,
            String method,
            List<String> options) {}

    private void decision(Entry entry, String what) {
        jdbc.sql(
                        """
                select d.id, d.workgroup, c.title, c.path, d.body, d.deadline, d.outcome, d.proposer, d.method, d.options
                  from workgroups.decision d join catalogue.shown c on c.id = d.id where d.id = :id
                """)
                .param("id", entry.card())
                .query(
                        (row, n) ->
                                new Put(
                                        row.getLong("id"),
                                        new WorkgroupId(row.getLong("workgroup")),
                                        row.getString("title"),
                                        row.getString("path"),
                                        row.getString("body"),
                                        Rows.instant(row, "deadline"),
                                        row.getString("outcome"),
                                        new PersonaId(row.getLong("proposer")),
                                        row.getString("method"),
                                        Rows.texts(row, "options")))
                .optional()
                .ifPresent(
                        put ->
                                group(put.group().value())
                                        .ifPresent(group -> decision(group, put, entry, what)));
    }

    private void decision(Workgroup group, Put put, Entry entry, String what) {
        if (what.equals("closed")) {
            Set<MemberId> states = new LinkedHashSet<>();
            for (PersonaId one : List.of(group.facilitator(), put.proposer()))
                aliases.deliverTo(one).ifPresent(states::add);
            tell(
                    states,
                    "voting closed " + PublicId.text(put.id()),
                    letter ->
                            letter.subject("mail.decision-closed.subject", put.title())
                                    .say("mail.decision-closed.say", put.title())
                                    .button("mail.decision-closed.button", put.path()));
            return;
        }
        if (what.equals("decision"))
            for (MemberId member : workers(group, entry.actor()))
                requests.ask(member, "decision", put.id(), List.of("open"), Map.of());
        tell(
                workers(group, entry.actor()),
                what
                        + " "
                        + PublicId.text(put.id())
                        + " "
                        + Objects.toString(put.outcome(), "").hashCode(),
                letter -> {
                    letter.subject("mail." + what + ".subject", put.title())
                            .say(
                                    "mail." + what + ".say",
                                    name(group, entry.actor()),
                                    put.title(),
                                    moment(letter, put.deadline()));
                    String words =
                            what.equals("decided") ? put.outcome() : Markdown.plain(put.body());
                    if (words != null && !words.isBlank())
                        letter.quote(words, name(group, entry.actor()));
                    letter.button("mail." + what + ".button", put.path()).card(put.id());
                    if (what.equals("decision") && !put.method().equals("poll"))
                        letter.answering("mail.answering." + put.method());
                    if (what.equals("decision") && put.method().equals("poll"))
                        letter.answering("mail.answering.poll", String.join(", ", put.options()));
                });
    }

    private static String moment(Correspondence.Writer letter, Instant at) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm z", letter.reader().language())
                .format(at.atZone(letter.reader().zone()));
    }

    private void meeting(Workgroup group, Entry entry) {
        record Meeting(Instant at, String place, String note) {}
        String key = Objects.toString(entry.facts().get("meeting"));
        jdbc.sql("select starts_at, place, note from workgroups.meeting where id = :id")
                .param("id", PublicId.parse(key))
                .query(
                        (row, n) ->
                                new Meeting(
                                        Rows.instant(row, "starts_at"),
                                        row.getString("place"),
                                        row.getString("note")))
                .optional()
                .ifPresent(
                        meeting ->
                                tell(
                                        workers(group, 0),
                                        entry.verb() + " " + key,
                                        letter -> {
                                            letter.subject(
                                                            "mail." + entry.verb() + ".subject",
                                                            group.problem())
                                                    .say(
                                                            "mail." + entry.verb() + ".say",
                                                            moment(letter, meeting.at()),
                                                            meeting.place());
                                            if (!meeting.note().isEmpty())
                                                letter.quote(meeting.note(), "");
                                            letter.button("mail.group.button", group.path());
                                        }));
    }

    /** A stalled group reaches everybody in it, and the hosts of its community. */
    private void stalled(Workgroup group) {
        if (group.phase() != Phase.STALLED) return;
        Set<MemberId> hosts = new LinkedHashSet<>();
        for (MemberId host : hosts(group)) {
            requests.askAnew(host, "stalled", group.id().value(), List.of("stalled"), Map.of());
            if (requests.puts(host, "stalled", group.id().value())) hosts.add(host);
        }
        hosts.addAll(workers(group, 0));
        tell(
                hosts,
                "stalled " + group.id() + " " + group.stalledAt(),
                letter ->
                        letter.subject("mail.stalled.subject", group.problem())
                                .say("mail.stalled.say", group.problem())
                                .button("mail.group.button", group.path())
                                .small("mail.stalled.small"));
    }

    private List<MemberId> hosts(Workgroup group) {
        return jdbc.sql(
                        """
                select w.member from communities.stewardship w
                  join people.visible_to v on v.viewer = w.member and v.audience = :audience
                 where w.community = :community
                """)
                .param("community", group.community() == null ? 0L : group.community())
                .param("audience", group.audience())
                .query((row, n) -> new MemberId(row.getLong(1)))
                .list();
    }

    private void concluded(Workgroup group, Entry entry) {
        Set<MemberId> all = new LinkedHashSet<>(workers(group, 0));
        for (Workgroup.Seat seat : group.observers())
            aliases.deliverTo(seat.persona()).ifPresent(all::add);
        aliases.deliverTo(new PersonaId(entry.actor())).ifPresent(all::remove);
        String outcome = Objects.toString(entry.facts().get("outcome"), "");
        if (outcome.equals("without-result"))
            aliases.deliverTo(group.facilitator()).ifPresent(all::add);
        tell(
                all,
                "concluded " + group.id(),
                letter -> {
                    letter.subject("mail.concluded.subject", group.problem())
                            .say("mail.concluded." + outcome, group.problem());
                    if (!group.conclusion().isEmpty()) letter.quote(group.conclusion(), "");
                    letter.button(
                            "mail.group.button",
                            group.practice() == null
                                    ? group.path()
                                    : "/practices/" + group.practice() + "/-");
                });
    }

    /** What is said in a group, or about one of its decisions, goes to those who work in it. */
    private void said(Entry entry) {
        record Word(
                long group, String body, String path, @Nullable String name, PersonaId author) {}
        jdbc.sql(
                        """
                select coalesce(w.id, d.workgroup) as id, p.body, p.path, p.author, b.name
                  from conversations.shown p
                  left join workgroups.workgroup w on w.id = p.thread
                  left join workgroups.decision d on d.id = p.thread
                  left join people.byline b on b.persona = p.author
                 where p.id = :id and (w.id is not null or d.id is not null)
                """)
                .param("id", entry.card())
                .query(
                        (row, n) ->
                                new Word(
                                        row.getLong("id"),
                                        row.getString("body"),
                                        row.getString("path"),
                                        row.getString("name"),
                                        new PersonaId(row.getLong("author"))))
                .optional()
                .ifPresent(
                        word ->
                                group(word.group())
                                        .ifPresent(
                                                group -> {
                                                    phases.moved(group);
                                                    tell(
                                                            workers(group, word.author().value()),
                                                            "post " + PublicId.text(entry.card()),
                                                            letter ->
                                                                    letter.about(group.problem())
                                                                            .on(
                                                                                    entry.card(),
                                                                                    group.id()
                                                                                            .value())
                                                                            .from(
                                                                                    String.valueOf(
                                                                                            word
                                                                                                    .name()))
                                                                            .answering(
                                                                                    "mail.answering.talk")
                                                                            .say(
                                                                                    "mail.group-said.say",
                                                                                    String.valueOf(
                                                                                            word
                                                                                                    .name()))
                                                                            .quote(
                                                                                    Markdown.plain(
                                                                                            word
                                                                                                    .body()),
                                                                                    String.valueOf(
                                                                                            word
                                                                                                    .name()))
                                                                            .button(
                                                                                    "mail.group-said.button",
                                                                                    word.path()));
                                                }));
    }
}
