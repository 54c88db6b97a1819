package org.commonplace.practices;

import java.util.List;
import java.util.Optional;
import org.commonplace.awareness.Declined;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.PublicId;
import org.commonplace.communities.Voices;
import org.commonplace.conversations.Post;
import org.commonplace.people.Correspondence;
import org.commonplace.people.Deed;
import org.commonplace.people.Deeds;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Profile;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is done to practices by more doors than a button. */
@Component
class PracticeDeeds implements Deeds, Declined {
    private static final int LINE = 500;
    private static final int SUMMARY = 300;
    private static final int REVIEW = 5_000;
    private final JdbcClient jdbc;
    private final Practices practices;
    private final Renewals renewals;
    private final Revisions revisions;
    private final Proposals proposals;
    private final Keepers keepers;
    private final Reviews reviews;
    private final Voices voices;
    private final Members members;
    private final Correspondence letters;

    PracticeDeeds(
            JdbcClient jdbc,
            Practices practices,
            Renewals renewals,
            Revisions revisions,
            Proposals proposals,
            Keepers keepers,
            Reviews reviews,
            Voices voices,
            Members members,
            Correspondence letters) {
        this.jdbc = jdbc;
        this.practices = practices;
        this.renewals = renewals;
        this.revisions = revisions;
        this.proposals = proposals;
        this.keepers = keepers;
        this.reviews = reviews;
        this.voices = voices;
        this.members = members;
        this.letters = letters;
    }

    @Override
    public List<Deed<?>> all() {
        return List.of(
                renew(Renewals.STILL_TRUE),
                renew(Renewals.CHANGED),
                text(),
                edit(),
                add(),
                acceptEdit(),
                keep(true),
                keep(false),
                look(true));
    }

    /** The practice of a link; for a mail, the one that it is about, or that it is said below. */
    private Deed.Things<PracticeId> practice() {
        return Deed.Things.of(
                (facts, doer) -> PracticeId.of(facts.getOrDefault("practice", "")),
                (mail, doer) -> mail.about().flatMap(this::of));
    }

    private Optional<PracticeId> of(long card) {
        return jdbc.sql(
                        """
                select k.id from practices.practice k where k.id = :card
                union all
                select k.id from conversations.posted p join practices.practice k on k.id = p.thread
                 where p.id = :card limit 1
                """)
                .param("card", card)
                .query((row, n) -> new PracticeId(row.getLong(1)))
                .optional();
    }

    private static Receipt done(String key, PracticeId id) {
        return Receipt.of(key, id.value(), "/practices/" + id + "/-");
    }

    /** What was said of a practice, and where; whoever keeps it need not say where. */
    private record Said(String library, String line) {}

    /** By its keeper, or at another library: the one that is named, else the own one. */
    Deed<PracticeId> renew(String said) {
        Deed.Draft<PracticeId> deed =
                Deed.of(said, practice()).byWord().behind("library", Deed::place).words("line");
        return (said.equals(Renewals.STILL_TRUE) ? deed.byLink() : deed)
                .does(
                        this::said,
                        (id, one, doer) -> {
                            renewals.say(id, said, one.library(), one.line(), doer);
                            return done(said, id);
                        });
    }

    private Said said(PracticeId id, Form form, Viewer doer) {
        Practice of = practices.get(id, doer);
        boolean keeper = of.keeps(doer) || of.coSteward();
        String library = form.note("library", 200);
        if (library.isEmpty())
            library = voices.self(id.value(), doer).map(Profile::organisation).orElse("");
        if (library.isEmpty() && !keeper) form.refuse("library", "form.required");
        return new Said(library, form.words("line", LINE).replaceAll("\\s+", " "));
    }

    /** Sends the text as it stands, to be changed and sent back. */
    private Deed<PracticeId> text() {
        return Deed.of("text", practice())
                .byWord()
                .doesMailed(
                        (id, mail, doer) -> {
                            Practice of = practices.get(id, doer);
                            letters.write(
                                    doer.member(),
                                    "text " + mail.id(),
                                    letter ->
                                            letter.owed()
                                                    .about(of.title())
                                                    .card(id.value())
                                                    .say("mail.text.say", of.title())
                                                    .say("mail.text.below")
                                                    .verbatim(of.body())
                                                    .answering("mail.answering.text"));
                            return done("text", id);
                        });
    }

    /** The mail's words are the practice's new text. */
    private Deed<PracticeId> edit() {
        return Deed.of("edit", practice())
                .byWord()
                .behind("summary")
                .words("text")
                .does(
                        (id, form, doer) -> {
                            Practice of = practices.get(id, doer);
                            return change(of, form.text("text", Post.LONGEST), form);
                        },
                        this::changed);
    }

    /** The mail's words come behind the practice's text. */
    private Deed<PracticeId> add() {
        return Deed.of("add", practice())
                .byWord()
                .behind("summary")
                .words("text")
                .does(
                        (id, form, doer) -> {
                            Practice of = practices.get(id, doer);
                            String before = of.body().stripTrailing() + "\n\n";
                            int room = Math.max(0, Post.LONGEST - before.length());
                            return change(of, before + form.text("text", room), form);
                        },
                        this::changed);
    }

    /** The text that a mail's was begun at is the present one. */
    private static Revisions.Change change(Practice of, String text, Form form) {
        return new Revisions.Change(of.version(), of.title(), text, form.note("summary", SUMMARY));
    }

    /** Saved where the author may, else proposed to its keeper. */
    private Receipt changed(PracticeId id, Revisions.Change change, Viewer doer) {
        if (practices.get(id, doer).edits(doer)) {
            revisions.change(id, change, doer);
            return done("edited", id);
        }
        proposals.propose(id, change, doer);
        return done("proposed", id);
    }

    private Deed<PracticeId> acceptEdit() {
        return Deed.of("accept-edit", practice())
                .byLink()
                .does(
                        (id, form, doer) -> PublicId.parse(form.given("proposal")),
                        (id, proposal, doer) ->
                                proposals.accept(id, proposal, null, doer).isEmpty()
                                        ? done("edited", id)
                                        : Receipt.of(
                                                "both-changed",
                                                id.value(),
                                                "/practices/"
                                                        + id
                                                        + "/proposals/"
                                                        + PublicId.text(proposal)));
    }

    /** Yes or no to what one was offered to keep. */
    Deed<PracticeId> keep(boolean yes) {
        return Deed.of(yes ? "keep-practice" : "not-keep-practice", practice())
                .byLink()
                .does(
                        (id, said, doer) -> {
                            keepers.answer(id, yes, doer);
                            return done(yes ? "yours-to-keep" : "saved", id);
                        });
    }

    /** "Not now" on the own page is a no, which whoever offered it hears. */
    @Override
    public String kind() {
        return "handover";
    }

    @Override
    public void declined(MemberId member, long card) {
        keep(false).by(new PracticeId(card), members.viewer(member));
    }

    private record Looked(int version, String words) {}

    /** A reviewer's word: it looks ready, or not yet. */
    Deed<PracticeId> look(boolean ready) {
        Deed.Draft<PracticeId> deed = Deed.of(ready ? "looks-ready" : "not-ready", practice());
        return (ready ? deed.byLink() : deed)
                .words("words")
                .does(
                        (id, form, doer) ->
                                new Looked(
                                        form.number("version", 1, 999_999_999, 1),
                                        form.words("words", REVIEW)),
                        (id, one, doer) -> {
                            reviews.say(id, one.version(), ready, one.words(), doer);
                            return done("looked-over", id);
                        });
    }
}
