package org.commonplace.conversations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.Rows;
import org.commonplace.people.Aliases;
import org.commonplace.people.Correspondence;
import org.commonplace.people.MemberId;
import org.commonplace.people.PersonaId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Letters to those who want each post at once: of a thread that they follow, or of a group or topic
 * that it stands in, unless they chose otherwise for the thread. Of a lab there are none.
 */
@Component
class WatchLetters implements ActivityReader {
    private final JdbcClient jdbc;
    private final Correspondence letters;
    private final Aliases aliases;
    private final List<ToldDirectly> direct;

    WatchLetters(
            JdbcClient jdbc,
            Correspondence letters,
            Aliases aliases,
            @Lazy List<ToldDirectly> direct) {
        this.jdbc = jdbc;
        this.letters = letters;
        this.aliases = aliases;
        this.direct = direct;
    }

    @Override
    public String name() {
        return "watch-letters";
    }

    @Override
    public void read(List<Entry> entries) {
        for (Entry entry : entries)
            switch (entry.verb()) {
                case "answered", "commented", "said", "released" ->
                        post(entry.card()).ifPresent(this::tell);
                // A question's own letters go first: those who are invited hear of it by them.
                case "clock" -> {
                    if ("INVITE".equals(entry.facts().get("step")))
                        post(entry.card()).ifPresent(this::tell);
                }
                default -> {
                    // Nothing that was written.
                }
            }
    }

    private record Told(
            long id,
            long thread,
            @Nullable PostId replyTo,
            String kind,
            String title,
            String path,
            String body,
            PersonaId author,
            @Nullable String name,
            long audience,
            @Nullable Long community,
            @Nullable String slug,
            @Nullable String group) {}

    private Optional<Told> post(long id) {
        return jdbc.sql(
                        """
                select p.id, p.thread, p.reply_to, p.kind, t.title, c.path, p.body, p.author, b.name, c.audience,
                       c.community, g.slug, g.name as group_name
                  from conversations.post p
                  join catalogue.shown c on c.id = p.id
                  join catalogue.shown t on t.id = p.thread
                  left join people.byline b on b.persona = p.author
                  left join communities.named g on g.id = c.community
                 where p.id = :id and not exists (select from communities.labs l where l.id = c.community)
                """)
                .param("id", id)
                .query((row, n) -> told(row))
                .optional();
    }

    private static Told told(ResultSet row) throws SQLException {
        Long replyTo = Rows.longOrNull(row, "reply_to");
        return new Told(
                row.getLong("id"),
                row.getLong("thread"),
                replyTo == null ? null : new PostId(replyTo),
                row.getString("kind"),
                row.getString("title"),
                row.getString("path"),
                row.getString("body"),
                new PersonaId(row.getLong("author")),
                row.getString("name"),
                row.getLong("audience"),
                Rows.longOrNull(row, "community"),
                row.getString("slug"),
                row.getString("group_name"));
    }

    private void tell(Told post) {
        Map<MemberId, Long> readers = readers(post);
        aliases.deliverTo(post.author()).ifPresent(readers::remove);
        if (post.id() != post.thread())
            for (MemberId told : toldDirectly(post)) readers.remove(told);
        String name = String.valueOf(post.name());
        Map<Long, Set<MemberId>> because = new LinkedHashMap<>();
        readers.forEach(
                (reader, card) ->
                        because.computeIfAbsent(card, one -> new HashSet<>()).add(reader));
        because.forEach(
                (card, members) ->
                        letters.write(
                                members,
                                "post " + PublicId.text(post.id()),
                                letter -> {
                                    letter.about(post.title())
                                            .on(post.id(), post.thread())
                                            .from(name)
                                            .leaving("watch " + PublicId.text(card))
                                            .say("mail.watched." + post.kind(), name)
                                            .quote(Markdown.plain(post.body()), name)
                                            .link("mail.watched.open", post.path())
                                            .answering(
                                                    "mail.watched.answering."
                                                            + (post.kind().equals("opening")
                                                                    ? "opening"
                                                                    : "post"));
                                    if (post.slug() != null && post.group() != null)
                                        letter.list(post.slug(), post.group());
                                }));
    }

    private Set<MemberId> toldDirectly(Told post) {
        Set<MemberId> told = new HashSet<>();
        for (ToldDirectly room : direct)
            for (PersonaId one : room.of(post.thread(), post.replyTo()))
                aliases.deliverTo(one).ifPresent(told::add);
        return told;
    }

    /**
     * Who wants each, and because of what: the thread's own level, else that of its group or of a
     * topic; only who may see the post, and nobody where one has blocked the other.
     */
    private Map<MemberId, Long> readers(Told post) {
        Map<MemberId, Long> readers = new LinkedHashMap<>();
        jdbc.sql(
                        """
                with own as (select member, level from awareness.level where card = :thread and chosen),
                wide as (
                    select w.member, min(w.card) as card from awareness.level w
                     where w.level = 'each'
                       and (w.card = :community or w.card in (select concept from topics.about where card = :thread))
                       and not exists (select from own o where o.member = w.member)
                     group by w.member)
                select r.member, r.card from (
                    select member, cast(:thread as bigint) as card from own where level = 'each'
                    union all select member, card from wide) r
                  join people.visible_to v on v.viewer = r.member and v.audience = :audience
                 where not exists (select from people.blocked b where b.member = r.member and b.other in (select person from people.known_as where persona = :author))
                 order by r.member
                """)
                .param("thread", post.thread())
                .param("community", post.community())
                .param("audience", post.audience())
                .param("author", post.author().value())
                .query(
                        row -> {
                            readers.put(new MemberId(row.getLong("member")), row.getLong("card"));
                        });
        return readers;
    }
}
