package org.commonplace.questions;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
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
    private final Questions questions;
    private final QuestionPages pages;
    private final Answers answers;
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
            Questions questions,
            QuestionPages pages,
            Answers answers,
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
        this.questions = questions;
        this.pages = pages;
        this.answers = answers;
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
    @Prose("text")
    String ask(
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
        Refusals refusals = QuestionText.refusals(fields.getOrDefault("text", ""));
        String needed = fields.getOrDefault("neededBy", "");
        if (!needed.isBlank() && Dates.of(needed) == null) refusals.add("neededBy", "form.date");
        refusals.limit("alias", fields.get("alias"), 80);
        Optional<String> email = Email.of(fields.get("email"));
        if (!viewer.signedIn() && email.isEmpty()) refusals.add("email", "form.email");
        if (refusals.any()) return form(fields, refusals, viewer, model);
        limits.take(
                "ask",
                viewer.signedIn() ? viewer.member().toString() : request.getRemoteAddr(),
                30,
                Duration.ofHours(1));
        Deeds.AskForm form = new Deeds.AskForm(fields);
        if (!viewer.signedIn())
            return promise("question", email.orElseThrow(), fields, request, locale, model);
        QuestionId id = questions.ask(form.draft(locale.getLanguage()), viewer);
        drafts.drop(request, draft(fields, viewer));
        if ("survey".equals(fields.get("kind")))
            return "redirect:/questions/" + id + "/survey?done=asked";
        return "redirect:/questions/" + id + "/-?done=asked";
    }

    private String promise(
            String deed,
            String email,
            Map<String, String> fields,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        limits.take("sign-in", email, 5, Duration.ofMinutes(10));
        Map<String, String> kept = new java.util.HashMap<>(fields);
        kept.keySet().removeIf(name -> name.startsWith("_"));
        arrivals.promise(
                deed, email, kept, Markdown.gist(fields.getOrDefault("text", ""), 600), locale);
        drafts.drop(
                request,
                deed.equals("question") ? ASK : "answer " + fields.getOrDefault("question", ""));
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
                viewer.signedIn() && addresses.open()
                        ? addresses.thread(question.id().value())
                        : "");
        // For other programs, which do not sign in.
        page.addObject(
                "data",
                viewer.signedIn() || question.state() == State.SAME
                        ? ""
                        : QaPage.of(question, whole.thread(), site.url()));
        if (refusals.any()) page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    @PostMapping("/questions/{id}/answers")
    @Prose("text")
    Object answer(
            @PathVariable QuestionId id,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
        String text = fields.getOrDefault("text", "");
        Refusals refusals =
                new Refusals().text("text", text, org.commonplace.conversations.Post.LONGEST);
        Optional<String> email = Email.of(fields.get("email"));
        if (!viewer.signedIn() && email.isEmpty()) refusals.add("email", "form.email");
        if (refusals.any())
            return page(pages.page(id, null, "", locale, viewer), fields, refusals, viewer);
        limits.take(
                "answer",
                viewer.signedIn() ? viewer.member().toString() : request.getRemoteAddr(),
                60,
                Duration.ofHours(1));
        Question question = questions.get(id, viewer);
        if (!viewer.signedIn()) {
            Map<String, String> kept = new java.util.HashMap<>(fields);
            kept.put("question", id.toString());
            return promise("answer", email.orElseThrow(), kept, request, locale, model);
        }
        var post = answers.answer(id, text, locale.getLanguage(), viewer);
        drafts.drop(request, "answer " + id);
        return "redirect:" + Paths.done(question.path(), "answered") + "#" + post;
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
        questions.share(id, mine, viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", mine ? "same" : "not-same");
    }

    @PostMapping("/questions/{id}/state")
    @Prose("because")
    String decide(
            @PathVariable QuestionId id,
            @RequestParam String to,
            @RequestParam(defaultValue = "") String because,
            Viewer viewer) {
        String reason = because.strip().substring(0, Math.min(500, because.strip().length()));
        if (reason.isEmpty())
            return "redirect:" + Paths.done("/questions/" + id + "/-", "reason-missing");
        State state =
                switch (to) {
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
    String describe(
            @PathVariable QuestionId id,
            @RequestParam(defaultValue = "fix") String kind,
            @RequestParam(defaultValue = "") String topics,
            @RequestParam(defaultValue = "") String neededBy,
            Locale locale,
            Viewer viewer) {
        List<ConceptId> about = new ArrayList<>();
        boolean lab = communities.lab(questions.get(id, viewer.required()).community());
        for (String label :
                Arrays.stream(topics.split("[,;\\n]"))
                        .map(String::strip)
                        .filter(word -> !word.isEmpty())
                        .limit(5)
                        .toList())
            concepts.meant(
                            label.substring(0, Math.min(120, label.length())),
                            locale.getLanguage(),
                            lab ? null : viewer.member())
                    .ifPresent(about::add);
        descriptions.describe(
                id,
                kind.matches("judgement|survey") ? Kind.of(kind) : Kind.FIX,
                about,
                Dates.of(neededBy),
                viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    @DeleteMapping("/questions/{id}/topics/{topic}")
    String dropTopic(@PathVariable QuestionId id, @PathVariable ConceptId topic, Viewer viewer) {
        descriptions.dropTopic(id, topic, viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    @PostMapping("/questions/{id}/duplicate")
    String duplicate(@PathVariable QuestionId id, @RequestParam String of, Viewer viewer) {
        java.util.regex.Matcher address =
                java.util.regex.Pattern.compile("questions/([0-9a-z]{11})").matcher(of);
        if (!address.find())
            return "redirect:" + Paths.done("/questions/" + id + "/-", "no-such-question");
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
    String passedOn(
            @PathVariable QuestionId id,
            @RequestParam Map<String, String> fields,
            Locale locale,
            Viewer viewer,
            Model model) {
        Question question = questions.get(id, viewer.required());
        Optional<String> email = Email.of(fields.get("email"));
        Refusals refusals = new Refusals().limit("line", fields.get("line"), 1000);
        if (email.isEmpty()) refusals.add("email", "form.email");
        if (question.audience() != Viewer.EVERYONE) refusals.add("email", "pass-on.closed");
        if (refusals.any()) return passOn(question, fields, refusals, model);
        limits.take("pass-on", viewer.member().toString(), 10, Duration.ofDays(1));
        String line = fields.getOrDefault("line", "").strip();
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
                        .say(texts.text(locale, "mail.passed-on.say", name, site.name()));
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
