package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.commonplace.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded PostgreSQL ends under the house: it says so, and goes on by itself. */
class DatabaseAwayTests {
    private static final Duration TRUTH = Duration.ofSeconds(3);

    @TempDir private Path data;

    @Test
    void aDatabaseThatWasKilledIsUpAgainAndHealthTellsTheTruthMeanwhile() throws Exception {
        try (Server server = new Server(data)) {
            Client client = House.setUp(server);
            String question =
                    client.get("/questions/new")
                            .form("/questions")
                            .with("text", "Is the database there?")
                            .send()
                            .ok()
                            .path()
                            .replaceAll("/-?[^/]*$", "");
            Client.Form form = client.get(question).form("answer ");
            server.killDatabase();
            House.untilHealth(server, 503, TRUTH);
            House.Answer page = House.get(server, "/questions", Duration.ofSeconds(5));
            assertThat(page.status()).as(page.body()).isIn(503, 200);
            Duration away = House.untilHealth(server, 200, Duration.ofSeconds(60));
            assertThat(away).isLessThan(Duration.ofSeconds(60));
            assertThat(form.with("text", "It is there again.").send().ok().text())
                    .contains("It is there again.");
            assertThat(client.get("/house").ok().text()).contains("How the house is");
        }
    }

    @Test
    void whileTheDatabaseIsAwayPagesSaySoAndWhatWasTypedStands() throws Exception {
        try (Server server = new Server(data)) {
            Client client = House.setUp(server);
            Client.Form form =
                    client.get("/questions/new").form("/questions").with("text", "Words of mine");
            // It cannot be started again: its programs are elsewhere.
            ProcessHandle postmaster = server.postmaster();
            Path programs = data.resolve("postgresql-18.4");
            Path elsewhere = data.resolve("elsewhere");
            Files.move(programs, elsewhere);
            Client.Page kept;
            try {
                postmaster.destroyForcibly();
                House.untilHealth(server, 503, TRUTH);
                for (String path : List.of("/questions", "/", "/search?q=one")) {
                    House.Answer page = House.get(server, path, Duration.ofSeconds(8));
                    assertThat(page.status()).as("%s: %s", path, page.body()).isEqualTo(503);
                    assertThat(page.body()).contains("Nothing was changed");
                }
                kept = form.send();
                assertThat(kept.status()).isEqualTo(503);
                assertThat(kept.headers().firstValue("Retry-After")).isPresent();
                assertThat(kept.form("/questions").value("text")).isEqualTo("Words of mine");
            } finally {
                Files.move(elsewhere, programs);
            }
            House.untilHealth(server, 200, Duration.ofSeconds(60));
            assertThat(kept.form("/questions").send().ok().text()).contains("Words of mine");
            assertThat(server.log().stream().filter(line -> line.startsWith("\tat ")))
                    .as("lines of traces because of a database that is away")
                    .hasSizeLessThan(100);
        }
    }
}
