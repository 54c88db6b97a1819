package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fresh installation as a process of its own: set-up, a second process beside it, a clean end, a
 * start that keeps all.
 */
class OpeningTheHouseTests {
    @TempDir private Path data;

    @Test
    void theFirstOneInBecomesTheAdministratorAndEverythingIsKept() throws Exception {
        try (Server server = new Server(data)) {
            Matcher link = Pattern.compile("(/set-up/\\S+)").matcher(server.said);
            assertThat(link.find()).isTrue();
            Client first = new Client(server.url());
            Client.Page refused =
                    first.get(link.group(1))
                            .form("/set-up/")
                            .with("you", "")
                            .with("email", "nobody")
                            .send();
            assertThat(refused.text()).contains("Please look at this again");
            first.get(link.group(1))
                    .form("/set-up/")
                    .with("name", "Reading Room")
                    .with("you", "Ada First")
                    .with("email", "ada@example.org")
                    .with("community", "Map librarians")
                    .with("purpose", "For maps")
                    .send()
                    .ok();
            assertThat(first.get("/house").ok().text()).contains("How the house is");
            assertThat(first.get("/communities").text()).contains("Map librarians", "The Commons");
            assertThat(new Client(server.url()).get(link.group(1)).status()).isEqualTo(404);
            assertThat(first.get("/").text()).contains("Reading Room");
            promisesNothing(new Client(server.url()));
            assertThat(
                            first.get("/house/settings")
                                    .form("/house/settings")
                                    .with("mail.host", "mail.example.org")
                                    .with("mail.port", "nonsense")
                                    .send()
                                    .text())
                    .contains("A port is a number");
            String report =
                    Server.run(
                            List.of(
                                    "import",
                                    "skos",
                                    "src/test/resources/small.ttl",
                                    "--json",
                                    data.resolve("report.json").toString(),
                                    "--data",
                                    data.toString()));
            assertThat(report).contains("concepts").contains("2 found").contains("2 new");
            assertThat(data.resolve("report.json"))
                    .content()
                    .contains("\"concepts\"", "\"brought\" : 2");
            assertThat(first.get("/topics").text()).contains("Small fixture scheme");
            assertThat(
                            Server.run(
                                    List.of(
                                            "import",
                                            "stackexchange",
                                            "/nowhere",
                                            "--data",
                                            data.toString())))
                    .contains("Nothing was changed", "there is no such folder");
            assertThat(
                            Server.run(
                                    List.of(
                                            "backup",
                                            data.resolve("all.zip").toString(),
                                            "--data",
                                            data.toString())))
                    .contains("Written to");
        }
        try (Server again = new Server(data)) {
            assertThat(again.said).doesNotContain("/set-up/");
            assertThat(new Client(again.url()).get("/communities").text())
                    .contains("Map librarians");
        }
        Path other = data.resolveSibling(data.getFileName() + "-restored");
        assertThat(
                        Server.run(
                                List.of(
                                        "restore",
                                        data.resolve("all.zip").toString(),
                                        "--data",
                                        other.toString())))
                .contains("Restored from");
        try (Server restored = new Server(other)) {
            assertThat(new Client(restored.url()).get("/communities").text())
                    .contains("Map librarians");
            assertThat(restored.said).doesNotContain("/set-up/");
        }
    }

    /** No letter can leave yet: it is said before anything is typed, and what is typed stays. */
    private static void promisesNothing(Client visitor) {
        Client.Page ask = visitor.get("/questions/new").ok();
        assertThat(ask.text()).contains("cannot send letters yet");
        Client.Page refused =
                ask.form("/questions")
                        .with("text", "Who answers in an empty house?")
                        .with("email", "guest@example.org")
                        .send();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).doesNotContain("on its way");
        assertThat(refused.form("/questions").value("text").strip())
                .isEqualTo("Who answers in an empty house?");
        Client.Page signIn = visitor.get("/sign-in").ok();
        assertThat(signIn.text()).contains("cannot send letters yet");
        assertThat(signIn.form("/sign-in").with("email", "guest@example.org").send().status())
                .isEqualTo(422);
    }
}
