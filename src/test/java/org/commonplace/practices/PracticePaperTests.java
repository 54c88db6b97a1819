package org.commonplace.practices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.commonplace.Cast.Person;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.HouseClock;
import org.commonplace.chrome.Pictures;
import org.commonplace.conversations.Talks;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * A practice as a PDF is accessible (PDF/UA-1 by veraPDF) and says who, which version, until when.
 */
class PracticePaperTests extends CommonplaceTest {
    @Autowired private Practices practices;
    @Autowired private Renewals renewals;
    @Autowired private Talks talks;
    @Autowired private PracticePictures pictures;

    private static final String TEXT =
            """
            Lend them for **three hours**, see [the form](https://example.org/form).

            ## Step by step

            1. Charge it.
            2. Lend it.
               - with a bag
               - without the box

            > A quotation, čćšžđ and Ωμέγα.

            | What | How many |
            |---|---|
            | Laptops | 6 |
            | Bags | 5 |

            `code` and a line:

            ---

            The end.
            """;

    private static byte[] fetch(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url() + path)).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void itPassesTheUniversalAccessibilityProfileAndSaysWhoAnswersForIt() throws Exception {
        Person keeper = cast.member("Paula Paper");
        Person elsewhere = cast.member("Egon Elsewhere");
        PracticeId id =
                practices.keep(
                        NewPractice.of("Lending laptops \"for\" <three> hours", TEXT, "en"),
                        keeper.viewer());
        renewals.say(id, "still-true", "Elsewhere Library", "", elsewhere.viewer());
        talks.say(
                id.value(), null, "dissent", "Ours were never charged.", "en", elsewhere.viewer());
        pictures.put(
                id, Pictures.of(PictureTests.drawing()), "A trolley of laptops", keeper.viewer());
        byte[] pdf = fetch("/practices/" + id + "/practice.pdf");
        Files.createDirectories(Path.of("target/papers"));
        Files.write(Path.of("target/papers/practice.pdf"), pdf);
        assertThat(problems(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getPage(0).getResources().getXObjectNames()).isNotEmpty();
            assertThat(document.getDocumentInformation().getTitle()).contains("Lending laptops");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            String text =
                    Normalizer.normalize(
                                    new PDFTextStripper().getText(document), Normalizer.Form.NFKC)
                            .replaceAll("\\s+", " ");
            assertThat(text)
                    .contains("Kept by Paula Paper")
                    .contains("Version 1,")
                    .contains("Due ")
                    .contains("čćšžđ and Ωμέγα")
                    .contains("Elsewhere Library")
                    .contains("Ours were never charged.")
                    .contains("/practices/" + id + "/versions/1");
        }
    }

    @Test
    void anOverduePracticeSaysSoOnPaper() throws Exception {
        Person keeper = cast.member("Olaf Overduepaper");
        PracticeId id = practices.keep(NewPractice.of("Old habits", "Do.", "en"), keeper.viewer());
        HouseClock.at(
                practices.get(id, keeper.viewer()).reviewAt().plusSeconds(1), renewals::ripen);
        byte[] pdf = fetch("/practices/" + id + "/practice.pdf");
        assertThat(problems(pdf)).isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("Overdue.");
        }
    }

    private static ValidationProfile profile() throws Exception {
        try (InputStream xml =
                PDFAFlavour.class.getResourceAsStream("/org/verapdf/pdfa/validation/PDFUA-1.xml")) {
            return Profiles.profileFromXml(Objects.requireNonNull(xml));
        }
    }

    /** What veraPDF has against it, by clause. */
    private static List<String> problems(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser =
                        Foundries.defaultInstance()
                                .createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFUA_1);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile(), false)) {
            ValidationResult result = validator.validate(parser);
            return result.getTestAssertions().stream()
                    .filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
                    .map(one -> one.getRuleId().getClause() + ": " + one.getMessage())
                    .distinct()
                    .toList();
        }
    }
}
