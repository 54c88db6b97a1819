package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a request says of itself is believed of nobody but a proxy that was named. */
@ExtendWith(OutputCaptureExtension.class)
class BelievedTests extends CommonplaceTest {
    /** Sends a request as it stands; returns the whole answer. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", URI.create(url()).getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static String get(String path, String headers) throws IOException {
        return raw(
                "GET "
                        + path
                        + " HTTP/1.1\r\nAccept: text/html\r\nConnection: close\r\n"
                        + headers
                        + "\r\n");
    }

    @Test
    void aRedirectNeverFollowsTheHostThatABrowserNamed() throws Exception {
        for (String headers :
                new String[] {
                    "Host: evil.example\r\n",
                    "Host: localhost\r\nX-Forwarded-Host: evil.example\r\n",
                    "Host: localhost\r\nForwarded: host=evil.example;proto=https\r\n"
                })
            for (String path : new String[] {"/me", "/posts/none/edit", "/house"})
                assertThat(get(path, headers).toLowerCase(java.util.Locale.ROOT))
                        .as("%s with %s", path, headers)
                        .doesNotContain("evil.example");
    }

    @Test
    void whereItCameFromIsBelievedOfNoProxyThatNobodyNamed() throws Exception {
        assertThat(
                        get(
                                "/questions",
                                "Host: localhost\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("Strict-Transport-Security");
        // HTTPS would show in Spring Security's header; the address in the proxies' own test.
    }

    @Test
    void whatCannotBeReadIsABadRequestAndOneLineInTheLog(CapturedOutput output) throws Exception {
        for (String path :
                new String[] {
                    "/search?q=caf%E9",
                    "/questions?x=%",
                    "/questions?x=%zz",
                    "/?%=1",
                    "/sheet?a=%C3"
                }) {
            int before = output.getAll().length();
            String answer = get(path, "Host: localhost\r\n");
            assertThat(answer).as(path).startsWith("HTTP/1.1 400");
            assertThat(answer).contains("That could not be read").doesNotContain("Exception");
            assertThat(output.getAll().substring(before).lines())
                    .as(path)
                    .filteredOn(line -> line.matches(".*\\b400\\b.*|.*Exception.*|\tat .*"))
                    .hasSize(1);
        }
        String form =
                raw(
                        "POST /questions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6\r\n\r\nq=%E9x");
        assertThat(form).startsWith("HTTP/1.1 400").contains("That could not be read");
        assertThat(output.getAll()).doesNotContain("\tat org.apache");
    }
}
