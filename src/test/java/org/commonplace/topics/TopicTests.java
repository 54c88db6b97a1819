package org.commonplace.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.exchange.InputProblem;
import org.commonplace.exchange.Progress;
import org.commonplace.exchange.Report;
import org.commonplace.exchange.Skos;
import org.commonplace.questions.QuestionId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

class TopicTests extends CommonplaceTest {
    private static final Path UNESCO =
            Path.of("../shared/data/unesco-thesaurus/unesco-thesaurus.ttl");

    private static final String TURTLE =
            """
            @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            <https://small.example/> a skos:ConceptScheme ; dct:title "Small scheme"@en .
            <https://small.example/1> a skos:Concept ; skos:inScheme <https://small.example/> ;
              skos:prefLabel "Marginalia"@en , "Glosse"@it , "هوامش"@ar ; skos:altLabel "Notes in margins"@en ;
              skos:definition "What readers write beside the text."@en ; skos:narrower <https://small.example/2> ;
              skos:exactMatch <https://other.example/9> .
            <https://small.example/2> a skos:Concept ; skos:inScheme <https://small.example/> ;
              skos:prefLabel "Manicules"@en ; skos:related <https://small.example/none> .
            """;

    @Autowired private Skos skos;

    @Autowired private Concepts concepts;

    @TempDir private Path folder;

    @Test
    void aVocabularyComesWithAllItsWordsAndTwiceAddsNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("small.ttl"), TURTLE);
        assertThat(skos.bringIn(file, true, Progress.NONE).counts().get("concepts").brought())
                .isZero();
        Report first = skos.bringIn(file, false, Progress.NONE);
        assertThat(first.counts().get("concepts")).isEqualTo(new Report.Counts(2, 2, 0));
        assertThat(first.passed()).containsKey("relations to concepts that the file does not hold");
        assertThat(skos.bringIn(file, false, Progress.NONE).counts().values())
                .allMatch(n -> n.brought() == 0);
        for (String word : new String[] {"margin", "notes in", "glo", "هوا", "MARGINÁLIA"})
            assertThat(
                            visitor()
                                    .get(
                                            "/topics/lookup?topic="
                                                    + java.net.URLEncoder.encode(
                                                            word,
                                                            java.nio.charset.StandardCharsets
                                                                    .UTF_8))
                                    .text())
                    .as(word)
                    .containsAnyOf("Marginalia", "Glosse");
        ConceptId id = concepts.labelled("marginalia").orElseThrow();
        Client.Page page = visitor().get("/topics/" + id).ok();
        assertThat(page.text())
                .contains(
                        "What readers write beside the text.",
                        "Manicules",
                        "Glosse",
                        "Small scheme");
        assertThat(page.document().select("dd[lang=ar]").attr("dir")).isEqualTo("rtl");
        assertThat(visitor().get("/topics/" + id, "text/turtle").body())
                .contains("skos:prefLabel", "\"Glosse\"@it");
        assertThat(visitor().get("/topics/" + id, "application/ld+json").body())
                .contains("\"@type\":\"Concept\"", "Marginalia");
    }

    @Test
    void rdfXmlIsReadTooAndEntitiesAreNot() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("small.rdf"),
                        """
                <?xml version="1.0"?>
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
                <skos:Concept rdf:about="https://rdf.example/1"><skos:prefLabel xml:lang="en">Incunabula of RDF</skos:prefLabel></skos:Concept>
                </rdf:RDF>""");
        assertThat(skos.bringIn(file, false, Progress.NONE).counts().get("concepts").brought())
                .isEqualTo(1);
        Path bomb =
                Files.writeString(
                        folder.resolve("bomb.rdf"),
                        """
                <?xml version="1.0"?>
                <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&b;</rdf:RDF>""");
        assertThatThrownBy(() -> skos.bringIn(bomb, false, Progress.NONE))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("bomb.rdf");
        Path broken =
                Files.writeString(
                        folder.resolve("broken.ttl"),
                        "@prefix skos: <http://x> .\n<a> skos:prefLabel \"never ends");
        assertThatThrownBy(() -> skos.bringIn(broken, false, Progress.NONE))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("broken.ttl, line");
        assertThatThrownBy(() -> skos.bringIn(folder.resolve("none.ttl"), false, Progress.NONE))
                .hasMessageContaining("there is no such file");
    }

    @Test
    void theUnescoThesaurusComesWhole() {
        assumeTrue(Files.isRegularFile(UNESCO), "skipped: the thesaurus is not there");
        Report report = skos.bringIn(UNESCO, false, Progress.NONE);
        assertThat(report.counts().get("concepts").found()).isEqualTo(4433);
        ConceptId libraries =
                concepts.labelled("Bibliothèque")
                        .or(() -> concepts.labelled("Libraries"))
                        .orElseThrow();
        assertThat(visitor().get("/topics/" + libraries).ok().document().select("dd[dir=rtl]"))
                .isNotEmpty();
    }

    @Test
    void aQuestionsTopicsAreGuessedAndCanBeChanged() {
        concepts.create("Bookbinding repairs", "en", "current", null);
        Person asker = cast.member("Tia Asker");
        QuestionId question =
                cast.question(asker, "Who teaches bookbinding repairs to volunteers?");
        Client.Page page = asker.get("/questions/" + question);
        assertThat(page.document().select("aside .topic").text()).startsWith("Bookbinding repairs");
        page.button("× Not about Bookbinding repairs").send().ok();
        assertThat(asker.get("/questions/" + question).document().select("aside .topic").text())
                .doesNotContain("Bookbinding");
        asker.get("/questions/" + question + "/details")
                .form("/questions/")
                .with("topics", "Bookbinding repairs, Gluepotology")
                .with("kind", "judgement")
                .send()
                .ok();
        assertThat(visitor().get("/questions/" + question).text())
                .contains("Gluepotology", "What would you do?");
    }

    @Test
    void aProposedWordIsAcceptedDeclinedOrMergedByModerators() {
        Person asker = cast.member("Una Asker");
        Person moderator = cast.moderator("Udo Moderator");
        concepts.create("Weeding of shelves", "en", "current", null);
        QuestionId question = cast.question(asker, "What do you throw away first?");
        asker.get("/questions/" + question + "/details")
                .form("/questions/")
                .with("topics", "Deselectionism")
                .send()
                .ok();
        ConceptId word = concepts.labelled("deselectionism").orElseThrow();
        assertThat(visitor().get("/topics/proposed").text()).contains("Deselectionism");
        for (Client stranger : new Client[] {visitor(), asker.browser()})
            assertThat(
                            stranger.force(
                                            "post",
                                            "/topics/proposed/" + word,
                                            Map.of("decision", "accept"))
                                    .status())
                    .isEqualTo(403);
        moderator
                .get("/topics/proposed")
                .form("/topics/proposed/" + word)
                .with("into", "Weeding of shelves")
                .with("decision", "merge")
                .send()
                .ok();
        assertThat(visitor().get("/topics/" + word).text())
                .contains("Weeding of shelves", "What do you throw away first?");
        assertThat(visitor().get("/questions/" + question).document().select("aside .topic").text())
                .isEqualTo("Weeding of shelves");
        assertThat(concepts.labelled("Deselectionism"))
                .isEqualTo(concepts.labelled("Weeding of shelves"));
    }
}
