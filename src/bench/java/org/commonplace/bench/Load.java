package org.commonplace.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Drives a server of its own with wrk (a load generator in C, so that the load costs little of the
 * two cores), and prints for each page requests a second, latencies, and CPU per request of the JVM
 * and of PostgreSQL, from the system's own accounting.
 */
final class Load implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    private final Process server;
    private final long postgres;
    private final String url;
    private final int seconds;
    private final Duration start;

    Load(Path data, int port, int seconds) throws IOException {
        this.url = "http://localhost:" + port;
        this.seconds = seconds;
        Instant begun = Instant.now();
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx320m",
                                        "-XX:+UseSerialGC",
                                        "-XX:+UseCompactObjectHeaders",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--add-modules=jdk.incubator.vector",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "org.commonplace.Commonplace",
                                        "demo",
                                        "--port",
                                        String.valueOf(port),
                                        "--data",
                                        data.toString()))
                        .redirectErrorStream(true);
        builder.environment().put("COMMONPLACE_RATE_LIMITS", "false");
        // Readers and vectors would take the cores that are measured; they are measured apart.
        builder.environment().put("COMMONPLACE_BACKGROUND", "false");
        this.server = builder.start();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String line = "";
        while (line != null && !line.startsWith("Commonplace is ready")) line = lines.readLine();
        this.start = Duration.between(begun, Instant.now());
        Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> Thread.yield()));
        this.postgres =
                Long.parseLong(
                        Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                                .getFirst()
                                .strip());
    }

    @SuppressWarnings("SystemOut")
    void run() throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        List<String> questions = new ArrayList<>();
        for (String next = "/questions"; questions.size() < 300 && !next.isEmpty(); ) {
            Document list = page(client, next);
            questions.addAll(list.select(".card-title a").eachAttr("href"));
            next = list.select("#main a[rel=next]").attr("href");
        }
        System.out.printf(
                Locale.ROOT,
                "start %.1f s, resident %d MB%n",
                start.toMillis() / 1000.0,
                resident());
        String cookie = signIn(client);
        List<String> searches =
                List.of(
                        "/search?q=barcode+licence",
                        "/search?q=weeding",
                        "/search?q=evening+volunteer+desk",
                        "/search?q=how+do+we+keep+the+reference+catalogue");
        for (String query : searches) page(client, query);
        measure("question", questions, "", "");
        measure("question signed in", questions, cookie, "");
        measure("list", List.of("/questions"), "", "");
        measure("list signed in", List.of("/questions"), cookie, "");
        measure("search", searches, "", "");
        Document one = page(client, questions.get(1));
        String token = one.select("form.form input[name=_csrf]").attr("value");
        List<String> post =
                questions.stream()
                        .map(path -> path.replaceFirst("(/questions/[^/]+).*", "$1/answers"))
                        .toList();
        measure(
                "post an answer",
                post,
                cookie(client),
                "_csrf=" + token + "&text=We+tried+it+and+it+worked+for+us+in+two+branches");
        System.out.printf(Locale.ROOT, "resident %d MB%n", resident());
    }

    private Document page(HttpClient client, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(url + path))
                                .header("Accept", "text/html")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200)
            throw new IOException(path + " answered " + answer.statusCode());
        return Jsoup.parse(answer.body());
    }

    /** As one of the sample cast, by a link in the demo's own mailbox. */
    private String signIn(HttpClient client) throws IOException, InterruptedException {
        String token = page(client, "/sign-in").select("form.form input[name=_csrf]").attr("value");
        post(client, "/sign-in", "_csrf=" + token + "&email=eero%40example.org&next=/");
        for (int i = 0; i < 50; i++) {
            Thread.sleep(200);
            for (var row : page(client, "/dev/mail").select("tbody tr"))
                if (row.text().startsWith("eero@example.org Sign in")) {
                    String link =
                            page(client, row.select("a").attr("href"))
                                    .select("[data-letter] a")
                                    .attr("href")
                                    .replace(url, "");
                    Document press = page(client, link);
                    post(
                            client,
                            link,
                            "_csrf=" + press.select("main input[name=_csrf]").attr("value"));
                    return cookie(client);
                }
        }
        throw new IOException("no sign-in mail came");
    }

    private void post(HttpClient client, String path, String body)
            throws IOException, InterruptedException {
        client.send(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String cookie(HttpClient client) {
        CookieManager cookies = (CookieManager) client.cookieHandler().orElseThrow();
        return String.join(
                "; ",
                cookies.getCookieStore().getCookies().stream()
                        .map(one -> one.getName() + "=" + one.getValue())
                        .toList());
    }

    @SuppressWarnings("SystemOut")
    private void measure(String what, List<String> paths, String cookie, String body)
            throws IOException, InterruptedException {
        Path script = Files.createTempFile("load", ".lua");
        Files.writeString(script, lua(paths, cookie, body));
        drive(script, 3);
        double jvm = jvmSeconds();
        double database = databaseSeconds();
        Figures.Driven driven = Figures.Driven.of(drive(script, seconds));
        double n = Math.max(1, driven.requests());
        System.out.printf(
                Locale.ROOT,
                "%-20s %7.0f requests/s  p50 %s  p99 %s  CPU %.2f ms (JVM %.2f, PostgreSQL %.2f)  %.1f KB  %d not 2xx or 3xx%n",
                what,
                driven.perSecond(),
                driven.p50(),
                driven.p99(),
                1000 * (jvmSeconds() - jvm + databaseSeconds() - database) / n,
                1000 * (jvmSeconds() - jvm) / n,
                1000 * (databaseSeconds() - database) / n,
                driven.bytes() / n / 1000,
                driven.failed());
        Files.delete(script);
    }

    private String drive(Path script, int time) throws IOException, InterruptedException {
        Process wrk =
                new ProcessBuilder(
                                "wrk",
                                "-t1",
                                "-c" + CONNECTIONS,
                                "-d" + time + "s",
                                "--latency",
                                "-s",
                                script.toString(),
                                url)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        return said;
    }

    private static String lua(List<String> paths, String cookie, String body) {
        return """
                local paths = { %s }
                local n = 0
                wrk.headers["Accept"] = "text/html"
                %s
                %s
                function request()
                  n = n %% #paths + 1
                  return wrk.format(nil, paths[n])
                end
                """
                .formatted(
                        String.join(", ", paths.stream().map(path -> "\"" + path + "\"").toList()),
                        cookie.isEmpty() ? "" : "wrk.headers[\"Cookie\"] = \"" + cookie + "\"",
                        body.isEmpty()
                                ? ""
                                : "wrk.method = \"POST\" wrk.body = \""
                                        + body
                                        + "\" wrk.headers[\"Content-Type\"] = \"application/x-www-form-urlencoded\"");
    }

    private double jvmSeconds() {
        return server.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
    }

    /** Of PostgreSQL's processes together, the ended ones too. */
    private double databaseSeconds() {
        double own = seconds(postgres, true);
        try (Stream<ProcessHandle> children = ProcessHandle.of(postgres).orElseThrow().children()) {
            return own + children.mapToDouble(child -> seconds(child.pid(), false)).sum();
        }
    }

    private static double seconds(long pid, boolean ended) {
        try {
            String[] fields =
                    Files.readString(Path.of("/proc/" + pid + "/stat"))
                            .replaceFirst(".*\\) ", "")
                            .split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            if (ended) ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            return ticks / 100.0;
        } catch (IOException e) {
            return 0;
        }
    }

    private long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1000)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.destroy();
        server.onExit().join();
    }
}
