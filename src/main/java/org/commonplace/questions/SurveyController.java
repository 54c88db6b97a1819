package org.commonplace.questions;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Forbidden;
import org.commonplace.chrome.Form;
import org.commonplace.chrome.Paths;
import org.commonplace.chrome.Prose;
import org.commonplace.chrome.PublicId;
import org.commonplace.chrome.RateLimits;
import org.commonplace.chrome.Refusals;
import org.commonplace.chrome.Sent;
import org.commonplace.chrome.Texts;
import org.commonplace.communities.Voices;
import org.commonplace.people.Arrivals;
import org.commonplace.people.Email;
import org.commonplace.people.Organisations;
import org.commonplace.people.Profile;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Questions.Question;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "What does your library do?": drafting the form, replying to it, and the table as a file. */
@Controller
class SurveyController {
    private final QuestionDeeds deeds;
    private final Surveys surveys;
    private final Questions questions;
    private final QuestionPages pages;
    private final Voices voices;
    private final Arrivals arrivals;
    private final Drafts drafts;
    private final RateLimits limits;
    private final Texts texts;

    SurveyController(
            QuestionDeeds deeds,
            Surveys surveys,
            Questions questions,
            QuestionPages pages,
            Voices voices,
            Arrivals arrivals,
            Drafts drafts,
            RateLimits limits,
            Texts texts) {
        this.deeds = deeds;
        this.surveys = surveys;
        this.questions = questions;
        this.pages = pages;
        this.voices = voices;
        this.arrivals = arrivals;
        this.drafts = drafts;
        this.limits = limits;
        this.texts = texts;
    }

    @GetMapping("/questions/{id}/survey")
    String builder(@PathVariable QuestionId id, Viewer viewer, Model model) {
        Map<String, String> typed = new HashMap<>();
        for (Survey.Field field : surveys.fields(id)) {
            typed.put("label-" + field.position(), field.label());
            typed.put("kind-" + field.position(), field.kind());
            typed.put("options-" + field.position(), String.join(", ", field.options()));
        }
        return builder(decided(id, viewer), typed, new Refusals(), model);
    }

    private Question decided(QuestionId id, Viewer viewer) {
        Question question = questions.get(id, viewer.required());
        if (!questions.decides(question, viewer)) throw new Forbidden("error.asker-or-steward");
        return question;
    }

    private static String builder(
            Question question, Map<String, String> typed, Refusals refusals, Model model) {
        model.addAttribute("question", question);
        model.addAttribute("typed", typed);
        model.addAttribute("refusals", refusals);
        return "questions/survey-builder";
    }

    @PostMapping("/questions/{id}/survey")
    @Sent(signedIn = true)
    String draft(@PathVariable QuestionId id, Form form, Viewer viewer, Model model) {
        List<Survey.Field> fields = SurveyForm.fields(form);
        if (form.refused())
            return builder(decided(id, viewer), form.typed(), form.refusals(), model);
        surveys.draft(id, fields, viewer.required());
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    @GetMapping("/questions/{id}/replies/new")
    String form(
            @PathVariable QuestionId id, HttpServletRequest request, Viewer viewer, Model model) {
        Question question = questions.get(id, viewer);
        Map<String, String> typed = new HashMap<>(drafts.find(request, "reply " + id));
        voices.self(id.value(), viewer).ifPresent(profile -> prefill(typed, profile));
        return form(question, typed, new Refusals(), model);
    }

    private static void prefill(Map<String, String> typed, Profile profile) {
        if (profile.organisation() != null) typed.putIfAbsent("library", profile.organisation());
        if (profile.sector() != null) typed.putIfAbsent("sector", profile.sector());
        if (profile.country() != null) typed.putIfAbsent("country", profile.country());
    }

    private String form(
            Question question, Map<String, String> typed, Refusals refusals, Model model) {
        model.addAttribute("question", question);
        model.addAttribute("fields", surveys.fields(question.id()));
        model.addAttribute("typed", typed);
        model.addAttribute("sectors", Organisations.SECTORS);
        model.addAttribute("sizes", Organisations.SIZES);
        model.addAttribute("refusals", refusals);
        return "questions/survey-reply";
    }

    @PostMapping("/questions/{id}/replies")
    @Sent(
            letters = Sent.Letters.VISITORS,
            draft = "reply {id}",
            at = "/questions/{id}/replies/new",
            limit = "answer")
    @Prose({"field-*", "line"})
    String reply(
            @PathVariable QuestionId id,
            Form form,
            HttpServletRequest request,
            Locale locale,
            Viewer viewer,
            Model model) {
        Question question = questions.get(id, viewer);
        Optional<String> email = Email.of(form.given("email"));
        if (!viewer.signedIn()) {
            if (email.isEmpty()) form.refuse("email", "form.email");
            return deeds.reply().said(id, form, viewer)
                    ? promise(id, email.orElseThrow(), form.typed(), request, locale, model)
                    : form(question, form.typed(), form.refusals(), model);
        }
        return deeds.reply()
                .by(id, form, viewer)
                .map(done -> "redirect:" + Paths.done(question.path(), "replied") + "#survey")
                .orElseGet(() -> form(question, form.typed(), form.refusals(), model));
    }

    private String promise(
            QuestionId id,
            String email,
            Map<String, String> typed,
            HttpServletRequest request,
            Locale locale,
            Model model) {
        limits.take("sign-in", email, 5, Duration.ofMinutes(10));
        limits.take("promise", request.getRemoteAddr(), 100, Duration.ofDays(1));
        Map<String, String> kept = new HashMap<>(typed);
        kept.keySet().removeIf(name -> name.startsWith("_"));
        kept.put("question", id.toString());
        arrivals.promise(
                "reply",
                email,
                kept,
                typed.getOrDefault("library", "") + "\n" + typed.getOrDefault("line", ""),
                locale);
        model.addAttribute("email", email);
        model.addAttribute("deed", "answer");
        return "questions/promised";
    }

    @DeleteMapping("/questions/{id}/replies/{reply}")
    String withdraw(@PathVariable QuestionId id, @PathVariable String reply, Viewer viewer) {
        surveys.withdraw(id, PublicId.parse(reply), viewer);
        return "redirect:" + Paths.done("/questions/" + id + "/-", "saved");
    }

    /** The table as a file for spreadsheets; no cell of it can be a formula there. */
    @GetMapping("/questions/{id}/survey.csv")
    ResponseEntity<byte[]> csv(
            @PathVariable QuestionId id,
            @RequestParam Map<String, String> given,
            Locale locale,
            Viewer viewer) {
        Survey survey =
                pages.head(id, "", locale, viewer).survey().filtered(Survey.Filter.of(given));
        StringBuilder csv = new StringBuilder("\uFEFF");
        List<String> head = new ArrayList<>();
        for (String column : List.of("library", "sector", "size", "country"))
            head.add(texts.text(locale, "survey.column." + column));
        survey.fields().forEach(field -> head.add(field.label()));
        head.add(texts.text(locale, "survey.column.line"));
        head.add(texts.text(locale, "survey.column.at"));
        row(csv, head);
        for (Survey.Reply reply : survey.replies()) {
            List<String> cells = new ArrayList<>();
            cells.add(reply.library());
            cells.add(reply.sector() == null ? "" : texts.text(locale, "sector." + reply.sector()));
            cells.add(reply.size() == null ? "" : texts.text(locale, "size." + reply.size()));
            cells.add(reply.country() == null ? "" : reply.country());
            survey.fields().forEach(field -> cells.add(reply.answer(field)));
            cells.add(reply.line());
            cells.add(reply.at().toString().substring(0, 10));
            row(csv, cells);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/csv;charset=UTF-8"))
                .header("Content-Disposition", "attachment; filename=\"" + id + ".csv\"")
                .body(csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void row(StringBuilder csv, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            boolean formula =
                    cell.matches("(?s)[=+@\\t\\r].*") || cell.matches("(?s)-.*[^-0-9.,].*");
            csv.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(formula ? "'" : "")
                    .append(cell.replace("\"", "\"\""))
                    .append('"');
        }
        csv.append("\r\n");
    }
}
