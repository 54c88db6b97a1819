package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonplace.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of the data folder fills up, on a small file system of its own; where nobody may mount
 * one, this is not tried.
 */
class FullDiskTests {
    @TempDir private Path folder;

    private Path data;

    @BeforeEach
    void mount() throws Exception {
        data = Files.createDirectories(folder.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=700m", "tmpfs", data.toString()) == 0,
                "no file system can be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        for (int i = 0; i < 50 && run("umount", data.toString()) != 0; i++) Thread.sleep(200);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private long free() throws IOException {
        return Files.getFileStore(data).getUsableSpace() / 1_000_000;
    }

    /** Takes so much room that this many megabytes are left. */
    private void leave(Path file, long megabytes) throws IOException {
        byte[] piece = new byte[1_000_000];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (free() > megabytes) out.write(piece);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    @Test
    void postingIsRefusedInWordsBeforeItIsFullAndEverythingComesBackByItself() throws Exception {
        try (Server server =
                new Server(
                        data,
                        Map.of(
                                "COMMONPLACE_DISK_NEARLY_FULL_MEGABYTES",
                                "150",
                                "COMMONPLACE_DISK_FULL_MEGABYTES",
                                "60"))) {
            Client client = House.setUp(server);
            String question = ask(client, "Is there room?");
            assertThat(House.health(server).body()).contains("UP");
            leave(data.resolve("some"), 120);
            assertThat(House.health(server).status()).isEqualTo(200);
            assertThat(House.health(server).body()).contains("NEARLY_FULL");
            assertThat(client.get("/house").ok().text()).contains("nearly full");
            List<String> acknowledged = new ArrayList<>();
            acknowledged.add(answer(client, question, "There is some room."));

            leave(data.resolve("more"), 40);
            assertThat(House.health(server).status()).isEqualTo(503);
            assertThat(House.health(server).body()).contains("FULL");
            assertThat(client.get("/house").ok().text()).contains("The disk is full");
            Client.Page refused =
                    client.get(question).form("answer ").with("text", "There is none.").send();
            assertThat(refused.status()).isEqualTo(507);
            assertThat(refused.text()).contains("disk of this house is full");
            assertThat(refused.form("/questions/").value("text")).isEqualTo("There is none.");

            leave(data.resolve("everything"), -1);
            ProcessHandle postmaster = server.postmaster();
            postmaster.destroyForcibly();
            House.untilHealth(server, 503, Duration.ofSeconds(3));
            Thread.sleep(6_000);
            assertThat(server.alive()).isTrue();

            for (String file : List.of("everything", "more", "some"))
                Files.delete(data.resolve(file));
            House.untilHealth(server, 200, Duration.ofSeconds(60));
            assertThat(client.get(question).ok().text())
                    .contains(acknowledged.toArray(String[]::new));
            assertThat(refused.form("/questions/").send().ok().text()).contains("There is none.");
        }
    }

    private static String ask(Client client, String text) {
        return client.get("/questions/new")
                .form("/questions")
                .with("text", text)
                .send()
                .ok()
                .path()
                .replaceAll("/-?[^/]*$", "");
    }

    private static String answer(Client client, String question, String text) {
        assertThat(client.get(question).form("answer ").with("text", text).send().ok().text())
                .contains(text);
        return text;
    }
}
