package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonplace.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who reads or sends slowly costs their own connection only, on a server with the heap that bin/
 * gives it: everybody else is answered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowLinesTests {
    private static final Duration GENEROUS = Duration.ofSeconds(5);
    private final List<Socket> lines = new ArrayList<>();
    private Server server;
    private Client client;
    private String large;

    @BeforeAll
    void open(@TempDir Path data) throws IOException {
        server = new Server(data);
        client = House.setUp(server);
        large =
                client.get("/questions/new")
                        .form("/questions")
                        .with("text", "Who reads so much?")
                        .send()
                        .ok()
                        .path()
                        .replaceAll("[?#].*", "");
        client.force(
                        "post",
                        large.replaceAll("/-?[^/]*$", "") + "/answers",
                        Map.of("text", "A letter & ".repeat(82_000)))
                .ok();
        assertThat(client.get(large).ok().body().length()).isGreaterThan(1_000_000);
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket line : lines) line.close();
        lines.clear();
    }

    @AfterAll
    void close() {
        server.close();
    }

    private void everybodyElseIsServed() {
        for (int i = 0; i < 5; i++) {
            for (String path : List.of("/", "/questions", "/search?q=letter")) {
                House.Answer page = House.get(server, path, GENEROUS);
                assertThat(page.status()).as("%s: %s", path, page.body()).isEqualTo(200);
            }
            House.Answer health = House.health(server);
            assertThat(health.status()).as(health.body()).isEqualTo(200);
        }
        assertThat(server.alive()).isTrue();
        assertThat(server.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    @Test
    void fiftySlowReadersHoldUpNobody() throws Exception {
        String request = "GET " + large + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int i = 0; i < 50; i++) lines.add(House.line(server, request.repeat(3)));
        Thread.sleep(2_000);
        everybodyElseIsServed();
    }

    @Test
    void fiftySlowSendersHoldUpNobody() throws Exception {
        for (int i = 0; i < 50; i++) {
            String type =
                    switch (i % 10) {
                        case 8 -> "application/json";
                        case 9 -> "multipart/form-data; boundary=slow";
                        default -> "application/x-www-form-urlencoded";
                    };
            lines.add(
                    House.line(
                            server,
                            "POST /passkeys/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                    + type
                                    + "\r\nContent-Length: 8000000\r\n\r\ntext=one"));
        }
        Thread.sleep(2_000);
        everybodyElseIsServed();
    }

    @Test
    void fiveHundredOpenConnectionsHoldUpNobody() throws Exception {
        for (int i = 0; i < 500; i++)
            lines.add(House.line(server, i % 2 == 0 ? "" : "GET /questions HTTP/1.1\r\nHo"));
        everybodyElseIsServed();
    }
}
