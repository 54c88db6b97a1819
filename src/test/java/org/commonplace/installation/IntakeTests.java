package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.commonplace.chrome.Hands;
import org.junit.jupiter.api.Test;

/**
 * What requests bring: large forms arrive whole, and what is too much is refused before it is
 * there.
 */
class IntakeTests extends CommonplaceTest {
    /** The first line of the answer to a request of which only this was sent. */
    private static String answered(String type, long length, String body) throws IOException {
        try (Socket socket = new Socket("localhost", URI.create(url()).getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            ("POST /questions HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                            + type
                                            + "\r\nContent-Length: "
                                            + length
                                            + "\r\n\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void aLargeFormArrivesWhole() {
        Person asker = cast.member("Lars Large");
        String question = "/questions/" + cast.question(asker, "Is this long?");
        String text = "It is. " + "perché no, ".repeat(30_000).strip();
        Client.Page answered =
                cast.member("Luisa Large")
                        .get(question)
                        .form("answer ")
                        .with("text", text)
                        .with("privacy", "kept")
                        .send()
                        .ok();
        assertThat(answered.text()).contains(text.substring(text.length() - 20_000));
    }

    @Test
    void whatIsTooMuchIsRefusedBeforeItIsThere() throws Exception {
        String form = "application/x-www-form-urlencoded";
        assertThat(answered(form, 9_000_000, "")).contains(" 413");
        assertThat(answered("application/json", 200_000, "")).contains(" 413");
        assertThat(answered("multipart/form-data; boundary=x", 100_000_000, "")).contains(" 403");
        String long400 = "text=" + "a".repeat(100_000) + "%E9";
        assertThat(answered(form, long400.length(), long400)).contains(" 400");
    }

    @Test
    void whatFellBesideThePagesIsShown() {
        Hands.fell("a piece of this test", new OutOfMemoryError("made for this test"));
        assertThat(cast.host("Hedda House").get("/house").ok().text())
                .contains("a piece of this test", "made for this test");
        assertThat(visitor().get("/actuator/health", "*/*").body())
                .contains("\"falls\":")
                .contains("\"database\"", "\"disk\"")
                .doesNotContain("made for this test");
    }
}
