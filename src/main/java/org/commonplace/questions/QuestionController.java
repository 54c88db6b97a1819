package org.commonplace.questions;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.communities.Communities;
import org.commonplace.conversations.Talks;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Letter;
import org.commonplace.mail.Letters;
import org.commonplace.people.Arrivals;
import org.commonplace.people.Email;
import org.commonplace.people.Joining;
import org.commonplace.people.Organisations;
import org.commonplace.people.Receipt;
import org.commonplace.people.Viewer;
import org.commonplace.questions.QuestionPages.Whole;
import org.commonplace.questions.Questions.Question;
import org.commonplace.search.Finding;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Asking a question, reading it, and deciding about it. */
@Controller
class QuestionController {
    private static final String ASK = "ask";
    private final Addresses addresses;
    private final QuestionDeeds deeds;
    private final Questions questions;
    private final QuestionPages pages;
    private final Talks talks;
    private final Communities communities;
    private final Concepts concepts;
    private final Finding finding;
    private final Arrivals arrivals;
    private final Drafts drafts;
    private final RateLimits limits;
    private final Letters letters;
    private final Texts texts;
    private final Site site;
    private final Joining joining;
    private final QuestionLists lists;
    private final Descriptions descriptions;
    private final SameQuestions same;

    QuestionController(
            QuestionDeeds deeds,
            Questions questions,
            QuestionPages pages,
            Talks talks,
            Communities communities,
            Concepts concepts,
            Finding finding,
            Arrivals arrivals,
            Drafts drafts,
            RateLimits limits,
            Letters letters,
            Texts texts,
            Site site,
            Joining joining,
            QuestionLists lists,
            Descriptions descriptions,
            SameQuestions same,
            Addresses addresses) {
        this.addresses = addresses;
        this.deeds = deeds;
        this.questions = questions;
        this.pages = pages;
        this.talks = talks;
        this.communities = communities;
        this.concepts = concepts;
        this.finding = finding;
        this.arrivals = arrivals;
        this.drafts = drafts;
        this.limits = limits;
        this.letters = letters;
        this.texts = texts;
        this.site = site;
        this.joining = joining;
        this.lists = lists;
        this.descriptions = descriptions;
        this.same = same;
    }

    @GetMapping("/questions")
    String list(
            @RequestParam(defaultValue = "all") String show,
            @RequestParam(required = false) @Nullable String after,
            Locale locale,
            Viewer viewer,
            Model model) {
        List<QuestionLists.Entry> found =
                lists.list(show, after, QuestionLists.PAGE + 1, locale, viewer);
        model.addAttribute("show", show);
        model.addAttribute(
                "questions", found.subList(0, Math.min(QuestionLists.PAGE, found.size())));
        model.addAttribute(
                "more",
                found.size() > QuestionLists.PAGE
                        ? org.commonplace.chrome.PublicId.text(
                                found.get(QuestionLists.PAGE - 1).card().id())
                        : null);
        return "questions/questions";
    }

    @GetMapping("/questions/new")
    String blank(
            @RequestParam Map<String, String> given,
            HttpServletRequest request,
            Viewer viewer,
            Model model) {
        Map<String, String> fields =
                given.containsKey("text") ? given : drafts.find(request, draft(given, viewer));
        Map<String, String> all = new java.util.HashMap<>(fields);
        if (given.containsKey("community")) all.put("community", given.get("community"));
        model.addAttribute("kept", !given.containsKey("text") && !fields.isEmpty());
        return form(all, new Refusals(), viewer, model);
    }

    /** What is written in a closed room is a draft of that room: no other form opens with it. */
    private String draft(Map<String, String> fields, Viewer viewer) {
        String slug = fields.getOrDefault("community", Communities.COMMONS);
        return communities.all(viewer).stream()
                        .anyMatch(one -> one.lab() && one.slug().equals(slug))
                ? ASK + " " + slug
                : ASK;
    }

    private String form(Map<String, String> fields, Refusals refusals, Viewer viewer, Model model) {
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        model.addAttribute("communities", communities.offered(viewer));
        model.addAttribute("sectors", Organisations.SECTORS);
        return "questions/new";
    }

    /** A fragment for somebody writing: what is already known. */
    @GetMapping("/questions/similar")
    String similar(
            @RequestParam(defaultValue = "") String text,
            Locale locale,
            Viewer viewer,
            Model model) {
        QuestionText typed = QuestionText.of(text);
        model.addAttribute(
                "found",
                typed.title().length() < 12
                        ? List.of()
                        : finding.similar(typed.whole(), 5, viewer));
        return "questions/similar";
    }

    @PostMapping("/questions")
    @Sent(
            letters = Sent.Letters.VISITORS,
            draft = "ask",
            byRoom = true,
            at = "/questions/new",
            limit = "ask",
            times = 30)
    @Prose("text")
    String ask(Form form, HttpServletRequest request, Locale locale, Viewer viewer, Model model) {
        String email = byline(form, viewer);
        if (!viewer.signedIn())
            return deeds.ask().said(viewer, form, viewer)
                    ? promise("question", email, form.typed(), request, locale, model)
                    : form(form.typed(), form.refusals(), viewer, model);
        return deeds.ask()
                .by(viewer, form, viewer)
                .map(
                        done ->
                                form.given("kind").equals("survey")
                                        ? done.path().replaceFirst("/-$", "/survey")
                                        : done.path())
                .map(path -> "redirect:" + Paths.done(path, "asked"))
                .orElseGet(() -> form(form.typed(), form.refusals(), viewer, model));
    }

    /** A visitor's name and address; the address, or nothing for a member. */
    private static String byline(Form form, Viewer viewer) {
        if (viewer.signedIn()) return "";
        form.note("name", 120);
        Optional<String> email = Email.of(form.given("email"));
        if (email.isEmpty()) form.refuse("email", "form.email");
        return email.orElse("");
    }

    private String promise(
            String deed,
            String email,
            Map<String, String> fields,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        limits.take("sign-in", email, 5, Duration.ofMinutes(10));
        limits.take("promise", request.getRemoteAddr(), 100, Duration.ofDays(1));
        Map<String, String> kept = new java.util.HashMap<>(fields);
        kept.keySet().removeIf(name -> name.startsWith("_"));
        arrivals.promise(
                deed, email, kept, Markdown.gist(fields.getOrDefault("text", ""), 600), locale);
        model.addAttribute("email", email);
        model.addAttribute("deed", deed);
        return "questions/promised";
    }

    @GetMapping({"/questions/{id}", "/questions/{id}/{slug}"})
    ModelAndView read(
            @PathVariable QuestionId id,
            @PathVariable(required = false) @Nullable String slug,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam Map<String, String> given,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer) {
        Whole whole = pages.page(id, after, drafts.owner(request), locale, viewer);
        if (!whole.question().slug().equals(slug))
            return moved(whole.question().path(), request.getQueryString());
        ModelAndView page = page(whole, Map.of(), new Refusals(), viewer);
        page.addObject("filter", Survey.Filter.of(given));
        if (!whole.question().draft().isEmpty()) request.setAttribute(Drafts.SHOWN, true);
        return page;
    }

    private static ModelAndView moved(String path, @Nullable String query) {
        RedirectView view = new RedirectView(query == null ? path : path + "?" + query);
        view.setStatusCode(HttpStatus.MOVED_PERMANENTLY);
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }

    private ModelAndView page(
            Whole whole, Map<String, String> typed, Refusals refusals, Viewer viewer) {
        QuestionPage question = whole.question();
        ModelAndView page = new ModelAndView("questions/question");
        page.addObject("question", question);
        page.addObject("thread", whole.thread());
        page.addObject("typed", typed.isEmpty() ? question.draft() : typed);
        page.addObject("refusals", refusals);
        page.addObject("filter", Survey.Filter.of(Map.of()));
        page.addObject("moderates", viewer.moderates());
        page.addObject(
                "address",
                question.lab()
                        ? ""
                        : viewer.signedIn() && addresses.open()
                                ? addresses.thread(question.id().value())
                                : "");
        // For other programs, which do not sign in.
        page.addObject(
                "data",
                viewer.signedIn() || question.state() == State.SAME
                        ? ""
                        : QaPage.of(question, whole.thread(), site.url()));
        return page;
    }

    @PostMapping("/questions/{id}/answers")
    @Sent(
            letters = Sent.Letters.VISITORS,
            draft = "answer {id}",
            at = "/questions/{id}",
            limit = "answer")
    @Prose("text")
    Object answer(
            @PathVariable QuestionId id,
            Form form,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
        String email = byline(form, viewer);
        if (!viewer.signedIn()) {
            if (!deeds.answer().said(id, form, viewer)) return again(id, form, locale, viewer);
            questions.get(id, viewer);
            Map<String, String> kept = new java.util.HashMap<>(form.typed());
            kept.put("question", id.toString());
            return promise("answer", email, kept, request, locale, model);
        }
        Optional<Receipt> done = deeds.answer().by(id, form, viewer);
        if (done.isEmpty()) return again(id, form, locale, viewer);
        return "redirect:" + Paths.done(done.get().path(), "answered");
    }

    private ModelAndView again(QuestionId id, Form form, Locale locale, Viewer viewer) {
        Whole whole = pages.page(id, null, "", locale, viewer);
        return page(whole, form.typed(), form.refusals(), viewer);
    }

    @PostMapping("/questions/{id}/same-problem")
    String same(@PathVariable QuestionId id, Viewer viewer) {
        return shared(id, true, viewer);
    }

    @DeleteMapping("/questions/{id}/same-problem")
    String notSame(@PathVariable QuestionId id, Viewer viewer) {
        return shared(id, false, viewer);
    }

    private String shared(QuestionId id, boolean mine, Viewer viewer) {
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/questions/" + id);
        if (mine) deeds.share().by(id, viewer);
        else questions.share(id, false, viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", mine ? "same" : "not-same");
    }

    @PostMapping("/questions/{id}/state")
    @Sent(signedIn = true)
    @Prose("because")
    Object decide(@PathVariable QuestionId id, Form form, Viewer viewer) {
        String reason = form.words("because", 500);
        if (reason.isEmpty()) form.refuse("because", "form.reason");
        if (form.refused()) return form.again();
        State state =
                switch (form.given("to")) {
                    case "settled" -> State.SETTLED;
                    case "closed" -> State.CLOSED;
                    default -> State.ASKED;
                };
        questions.decide(id, state, reason, viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    @DeleteMapping("/questions/{id}")
    String withdraw(@PathVariable QuestionId id, Viewer viewer) {
        talks.remove(id.post(), viewer);
        return "redirect:" + Paths.done("/questions", "removed");
    }

    @GetMapping("/questions/{id}/details")
    String details(@PathVariable QuestionId id, Locale locale, Viewer viewer, Model model) {
        QuestionPage question = pages.head(id, "", locale, viewer);
        model.addAttribute("question", question);
        model.addAttribute(
                "topics", String.join(", ", question.topics().stream().map(Named::label).toList()));
        return "questions/details";
    }

    @PostMapping("/questions/{id}/details")
    @Sent(signedIn = true)
    Object describe(@PathVariable QuestionId id, Form form, Locale locale, Viewer viewer) {
        boolean lab = communities.lab(questions.get(id, viewer.required()).community());
        String topics = Concepts.labels(form, "topics");
        LocalDate needed = form.date("neededBy");
        String kind = form.choice("kind", List.of("fix", "judgement", "survey"), "fix");
        if (form.refused()) return form.again();
        List<ConceptId> about =
                concepts.typed(topics, locale.getLanguage(), lab ? null : viewer.member());
        descriptions.describe(id, Kind.of(kind), about, needed, viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    @DeleteMapping("/questions/{id}/topics/{topic}")
    String dropTopic(@PathVariable QuestionId id, @PathVariable ConceptId topic, Viewer viewer) {
        descriptions.dropTopic(id, topic, viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    @PostMapping("/questions/{id}/duplicate")
    @Sent(signedIn = true)
    Object duplicate(@PathVariable QuestionId id, Form form, Viewer viewer) {
        java.util.regex.Matcher address =
                java.util.regex.Pattern.compile("questions/([0-9a-z]{11})")
                        .matcher(form.line("of", 500));
        boolean found = address.find();
        if (!found) form.refuse("of", "form.no-such-question");
        if (form.refused()) return form.again();
        same.join(id, QuestionId.of(address.group(1)), viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    @DeleteMapping("/questions/{id}/duplicate")
    String part(@PathVariable QuestionId id, Viewer viewer) {
        same.part(id, viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    @GetMapping("/questions/{id}/passing-on")
    String passOn(@PathVariable QuestionId id, Viewer viewer, Model model) {
        Question question = questions.get(id, viewer);
        if (!viewer.signedIn())
            return "redirect:/sign-in?next=" + Paths.encoded("/questions/" + id + "/passing-on");
        return passOn(question, Map.of(), new Refusals(), model);
    }

    private static String passOn(
            Question question, Map<String, String> fields, Refusals refusals, Model model) {
        model.addAttribute("question", question);
        model.addAttribute("fields", fields);
        model.addAttribute("refusals", refusals);
        return "questions/pass-on";
    }

    /** One mail to a colleague; no reminder, and the address is forgotten after thirty days. */
    @PostMapping("/questions/{id}/passing-on")
    @Sent(
            letters = Sent.Letters.EVERYBODYS,
            signedIn = true,
            limit = "pass-on",
            times = 10,
            per = ChronoUnit.DAYS)
    String passedOn(
            @PathVariable QuestionId id, Form form, Locale locale, Viewer viewer, Model model) {
        Question question = questions.get(id, viewer.required());
        Optional<String> email = Email.of(form.given("email"));
        String line = form.words("line", 1000);
        if (email.isEmpty()) form.refuse("email", "form.email");
        if (email.filter(letters::unwanted).isPresent()) form.refuse("email", "form.unwanted");
        if (question.audience() != Viewer.EVERYONE) form.refuse("email", "pass-on.closed");
        if (form.refused()) return passOn(question, form.typed(), form.refusals(), model);
        questions.passOn(id, email.orElseThrow(), line, viewer);
        if (!site.joining().equals("open"))
            joining.invite(email.orElseThrow(), line, viewer.member());
        String name = String.valueOf(viewer.name());
        Letter.Writing letter =
                Letter.about(
                                "passed on " + id,
                                email.orElseThrow(),
                                locale.getLanguage(),
                                texts.text(locale, "mail.passed-on.subject", name))
                        .say(texts.text(locale, "mail.passed-on.say", name, site.name()))
                        .toStranger();
        if (!line.isEmpty()) letter.quote(line, name);
        letters.queue(
                letter.say(question.title())
                        .button(
                                texts.text(locale, "mail.passed-on.button"),
                                site.url() + question.path() + "#answer")
                        .small(texts.text(locale, "mail.passed-on.small", name))
                        .done());
        return "redirect:" + Paths.done(question.path(), "passed-on");
    }
}
