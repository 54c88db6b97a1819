package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.Client;

/** What is asked of a server from outside: its health, a page in time, lines that are slow. */
final class House {
    private House() {}

    /** Its administrator, who opened the set-up link. */
    static Client setUp(Server server) {
        Matcher link = Pattern.compile("(/set-up/\\S+)").matcher(server.said);
        assertThat(link.find()).as(server.said).isTrue();
        Client client = new Client(server.url());
        client.get(link.group(1))
                .form("/set-up/")
                .with("you", "Stella Standing")
                .with("email", "stella@example.org")
                .send()
                .ok();
        return client;
    }

    /** An answer, or that there was none in time. */
    record Answer(int status, String body, Duration took) {
        static final int NONE = 0;
    }

    static Answer get(Server server, String path, Duration patience) {
        Instant from = Instant.now();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(server.url() + path))
                                    .header(
                                            "Accept",
                                            path.startsWith("/actuator") ? "*/*" : "text/html")
                                    .timeout(patience)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(), answer.body(), Duration.between(from, Instant.now()));
        } catch (IOException e) {
            return new Answer(Answer.NONE, e.toString(), Duration.between(from, Instant.now()));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Answer health(Server server) {
        return get(server, "/actuator/health", Duration.ofSeconds(2));
    }

    /** Looks until health answers so, at most so long; says how long it took. */
    static Duration untilHealth(Server server, int status, Duration most)
            throws InterruptedException {
        Instant from = Instant.now();
        Answer answer;
        do {
            answer = health(server);
            Duration took = Duration.between(from, Instant.now());
            if (answer.status() == status) return took;
            Thread.sleep(100);
        } while (Duration.between(from, Instant.now()).compareTo(most) < 0);
        throw new AssertionError("health is " + answer + " after " + most);
    }

    /** A connection that sends this and reads nothing. */
    static Socket line(Server server, String sends) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(2_048);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port), 5_000);
        OutputStream out = socket.getOutputStream();
        out.write(sends.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }
}
