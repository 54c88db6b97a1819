package org.commonplace.practices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonplace.catalogue.Activity;
import org.commonplace.catalogue.Card;
import org.commonplace.catalogue.Cards;
import org.commonplace.catalogue.Moves;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Rows;
import org.commonplace.conversations.PostId;
import org.commonplace.conversations.Posts;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings in pages of an old wiki as practices that nobody keeps yet: overdue until somebody here
 * takes them on. They start no clock and send no mail. A page is begun, followed by its versions,
 * and ended, all in one transaction of the caller's.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class WikiPages {
    private static final int GIST = 240;
    private static final int REVIEW_MONTHS = 12;
    private final JdbcClient jdbc;
    private final Cards cards;
    private final Posts posts;
    private final Concepts concepts;
    private final Activity activity;
    private final Credits credits;
    private final Moves moves;

    WikiPages(
            JdbcClient jdbc,
            Cards cards,
            Posts posts,
            Concepts concepts,
            Activity activity,
            Credits credits,
            Moves moves) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.posts = posts;
        this.concepts = concepts;
        this.activity = activity;
        this.credits = credits;
        this.moves = moves;
    }

    /** A page of an old wiki, what is the same for all its versions. */
    public record OldPage(
            PracticeId id,
            Kind kind,
            String title,
            long community,
            String language,
            String licence,
            String sourceUrl) {
        String path() {
            return "/practices/" + id + "/" + Practices.slug(title);
        }
    }

    /** A version as somebody saved it there; of nobody, where the wiki does not tell who. */
    public record OldVersion(
            int number, PersonaId editor, Instant at, String summary, String body) {
        private Posts.Old of(OldPage page) {
            return new Posts.Old(
                    page.id().post(),
                    number,
                    page.title(),
                    body,
                    List.of(),
                    editor,
                    null,
                    summary,
                    at);
        }
    }

    /** Begins a page with its first version. */
    public void begin(OldPage page, OldVersion first) {
        cards.file(
                new Card(
                        page.id().value(),
                        "practice",
                        page.title(),
                        "",
                        Standing.DRAFT.key(),
                        null,
                        Viewer.EVERYONE,
                        page.community(),
                        null,
                        page.language(),
                        page.path(),
                        List.of(),
                        first.at(),
                        true));
        posts.open(List.of(page.id().value()));
        posts.write(
                List.of(
                        new Posts.Draft(
                                page.id().post(),
                                page.id().value(),
                                null,
                                "opening",
                                Voice.onRecord(first.editor()),
                                first.at(),
                                "import",
                                page.language(),
                                page.licence(),
                                page.sourceUrl(),
                                1,
                                null,
                                null,
                                first.body())));
        jdbc.sql(
                        """
                insert into practices.practice (id, kind, state, slug, audience, review_months, published_at)
                values (:id, :kind, 'draft', :slug, :audience, :months, :at)
                """)
                .param("id", page.id().value())
                .param("kind", page.kind().key())
                .param("slug", Practices.slug(page.title()))
                .param("audience", Viewer.EVERYONE)
                .param("months", REVIEW_MONTHS)
                .param("at", Rows.sql(first.at()))
                .update();
    }

    public void versions(OldPage page, Collection<OldVersion> versions) {
        posts.writeVersions(versions.stream().map(version -> version.of(page)).toList());
    }

    /**
     * Ends a page: its last version is its text, and who edited it is credited. Without a text it
     * is retired, with {@code empty} for the reason.
     */
    public void end(
            OldPage page,
            OldVersion last,
            PersonaId author,
            Set<PersonaId> editors,
            List<ConceptId> topics,
            String empty) {
        long id = page.id().value();
        if (last.number() > 1) posts.bringForward(last.of(page));
        cards.gist(id, Markdown.gist(last.body(), GIST));
        credits.credit(page.id(), author, "author", last.at());
        Set<PersonaId> others = new LinkedHashSet<>(editors);
        others.remove(author);
        for (PersonaId editor : others) credits.credit(page.id(), editor, "editor", last.at());
        List<Concepts.Subject> subjects = new ArrayList<>();
        for (ConceptId topic : new LinkedHashSet<>(topics))
            subjects.add(new Concepts.Subject(id, topic, subjects.size()));
        concepts.subjects(subjects);
        boolean blank = last.body().isBlank();
        Standing standing =
                blank ? Standing.RETIRED : page.kind().kept() ? Standing.OVERDUE : Standing.CURRENT;
        stand(page, standing, blank ? empty : null, last.at());
        posts.recount(List.of(id));
        activity.record(null, "brought-in", id, Map.of("cards", List.of(id)));
    }

    private void stand(OldPage page, Standing standing, @Nullable String retired, Instant at) {
        jdbc.sql(
                        "update practices.practice set state = :state, retired_because = :because where id = :id")
                .param("state", standing.key())
                .param("because", retired)
                .param("id", page.id().value())
                .update();
        moves.move(
                page.id().value(),
                null,
                Standing.DRAFT,
                standing,
                retired == null ? "" : retired,
                at);
    }

    /** What was said on a page's discussion; a reply where {@code under} is not null. */
    public record Remark(
            PostId id, @Nullable PostId under, PersonaId author, Instant at, String body) {}

    /** Brings in what was said about a page that was brought in before. */
    public void remarks(OldPage page, List<Remark> remarks) {
        if (remarks.isEmpty()) return;
        long id = page.id().value();
        cards.file(remarks.stream().map(remark -> card(page, remark)).toList());
        posts.write(
                remarks.stream()
                        .map(
                                remark ->
                                        new Posts.Draft(
                                                remark.id(),
                                                id,
                                                remark.under(),
                                                "comment",
                                                Voice.onRecord(remark.author()),
                                                remark.at(),
                                                "import",
                                                page.language(),
                                                page.licence(),
                                                page.sourceUrl(),
                                                1,
                                                null,
                                                null,
                                                remark.body()))
                        .toList());
        posts.recount(List.of(id));
        activity.record(
                null,
                "brought-in",
                remarks.getFirst().id().value(),
                Map.of("cards", remarks.stream().map(remark -> remark.id().value()).toList()));
    }

    private static Card card(OldPage page, Remark remark) {
        return new Card(
                remark.id().value(),
                "comment",
                page.title(),
                Markdown.gist(remark.body(), GIST),
                "current",
                Voice.onRecord(remark.author()),
                Viewer.EVERYONE,
                page.community(),
                page.id().value(),
                page.language(),
                page.path() + "#" + remark.id(),
                List.of(),
                remark.at(),
                true);
    }

    /** A name that a page had; an alias, where it only led there. */
    public record FormerName(String name, PracticeId practice, boolean alias) {}

    /** How many aliases are new, and the names that lead to another wiki's page already. */
    public record Named(int aliases, List<String> taken) {}

    /** Keeps the old names of one page. */
    public Named names(List<FormerName> names) {
        String[] all = names.stream().map(FormerName::name).toArray(String[]::new);
        long practice = names.getFirst().practice().value();
        List<Boolean> kept =
                jdbc.sql(
                                """
                insert into practices.former_name (name, practice, alias)
                select n.name, :practice, n.alias
                  from unnest(cast(:names as text[]), cast(:aliases as boolean[])) as n (name, alias)
                on conflict do nothing returning alias
                """)
                        .param("practice", practice)
                        .param("names", all)
                        .param(
                                "aliases",
                                names.stream().map(FormerName::alias).toArray(Boolean[]::new))
                        .query((row, n) -> row.getBoolean(1))
                        .list();
        int aliases = (int) kept.stream().filter(alias -> alias).count();
        List<String> taken =
                jdbc.sql(
                                "select name from practices.former_name where name = any(:names) and practice <> :own")
                        .param("names", all)
                        .param("own", practice)
                        .query((row, n) -> row.getString(1))
                        .list();
        return new Named(aliases, taken);
    }
}
