package org.commonplace.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.Socket;
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
import org.commonplace.chrome.PublicId;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drives a server of its own with wrk (a load generator in C, so that the load costs little of the
 * two cores), and prints for each page requests a second, latencies, and CPU per request of the JVM
 * and of PostgreSQL, from the system's own accounting.
 */
final class Load implements AutoCloseable {
    private static final int QUESTIONS = 300;

    /** Seconds each page is driven before it is measured: the compiler has its work done then. */
    private static final int WARMING = 10;

    private final Process server;
    private final Path data;
    private final long postgres;
    private final String url;
    private final int seconds;
    private final Duration start;

    Load(Path data, int port, int seconds) throws IOException {
        this.data = data;
        this.url = "http://localhost:" + port;
        this.seconds = seconds;
        Instant begun = Instant.now();
        ProcessBuilder builder =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx224m",
                                        "-XX:+UseSerialGC",
                                        "-XX:+UseCompactObjectHeaders",
                                        "-XX:TrimNativeHeapInterval=20000",
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
        builder.environment().put("MALLOC_ARENA_MAX", "2");
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
        Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {}));
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
        List<String> all = new ArrayList<>();
        for (String next = "/questions"; all.size() < 2 * QUESTIONS && !next.isEmpty(); ) {
            Document list = page(client, next);
            all.addAll(list.select(".card-title a").eachAttr("href"));
            next = list.select("#main a[rel=next]").attr("href");
        }
        // Answers go to other questions than those that are read, which stay as long as they are.
        List<String> questions = all.subList(0, Math.min(QUESTIONS, all.size()));
        List<String> answered = all.subList(all.size() / 2, all.size());
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
        for (List<String> paths : List.of(questions, List.of("/questions"), searches))
            warm(paths, cookie);
        page("question", questions, "");
        page("question signed in", questions, cookie);
        page("list", List.of("/questions"), "");
        page("list signed in", List.of("/questions"), cookie);
        measure("search", server, url, searches, "", "");
        List<String> open = new ArrayList<>();
        String token = "";
        for (String path : answered) {
            Document one = page(client, path);
            String form = one.select("form.form[action$=/answers]").attr("action");
            if (!form.isEmpty()) open.add(form);
            token = one.select("form.form input[name=_csrf]").attr("value");
        }
        measure(
                "post an answer",
                server,
                url,
                open,
                cookie(client),
                "_csrf=" + token + "&text=We+tried+it+and+it+worked+for+us+in+two+branches");
        System.out.printf(Locale.ROOT, "resident %d MB%n", resident());
    }

    /** The pages of what is kept: practices, their list, and small groups. */
    void keeping() throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        List<String> practices = titles(client, "/practices");
        List<String> groups = titles(client, "/workgroups");
        String cookie = signIn(client);
        for (List<String> paths : List.of(practices, groups)) warm(paths, cookie);
        page("practice", practices, "");
        page("practice signed in", practices, cookie);
        page("practices", List.of("/practices"), "");
        page("group", groups, "");
        page("group signed in", groups, cookie);
    }

    private List<String> titles(HttpClient client, String from)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        for (String next = from; all.size() < QUESTIONS && !next.isEmpty(); ) {
            Document list = page(client, next);
            all.addAll(list.select(".card-title a").eachAttr("href"));
            next = list.select("#main a[rel=next]").attr("href");
        }
        return all;
    }

    private void warm(List<String> paths, String cookie) throws IOException, InterruptedException {
        try (Wrk wrk = new Wrk(url, paths, cookie, "")) {
            wrk.drive(2 * WARMING);
        }
    }

    /** Drives a page, and then what its statements alone cost, from the same addresses. */
    @SuppressWarnings("SystemOut")
    private void page(String what, List<String> paths, String cookie)
            throws IOException, InterruptedException {
        double page = measure(what, server, url, paths, cookie, "");
        List<String> sizes = new ArrayList<>();
        List<Ceiling.Statement> statements =
                Overheard.statements(
                        database(),
                        "commonplace",
                        secret(),
                        data.resolve("postgres.log"),
                        () -> sizes.add(body(paths.getFirst(), cookie)));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path plan = Files.createTempFile("ceiling", ".json");
        Files.writeString(
                plan,
                JsonMapper.builder()
                        .build()
                        .writeValueAsString(
                                new Ceiling.Plan(
                                        port,
                                        database(),
                                        "commonplace",
                                        secret(),
                                        statements,
                                        paths.stream().map(Load::thing).toList(),
                                        sizes.getFirst())));
        Process ceiling =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx224m",
                                "-XX:+UseSerialGC",
                                "-XX:+UseCompactObjectHeaders",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.commonplace.bench.Ceiling",
                                plan.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            String root = "http://localhost:" + port;
            for (int i = 0; i < 100 && !answers(port); i++) Thread.sleep(100);
            List<String> numbers = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) numbers.add("/" + i);
            double least = measure("  its ceiling", ceiling, root, numbers, "", "");
            System.out.printf(
                    Locale.ROOT,
                    "  %d statements; the page costs %.2f of its ceiling%n",
                    statements.size(),
                    page / least);
        } finally {
            ceiling.destroy();
            ceiling.onExit().join();
            Files.delete(plan);
        }
    }

    private static Ceiling.Thing thing(String path) {
        String[] parts = path.split("/");
        return parts.length < 4
                ? new Ceiling.Thing("", "")
                : new Ceiling.Thing(String.valueOf(PublicId.parse(parts[2])), parts[2]);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String database() throws IOException {
        return "jdbc:postgresql://127.0.0.1:"
                + Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3).strip()
                + "/postgres";
    }

    private String secret() throws IOException {
        return Files.readString(data.resolve("postgres.password")).strip();
    }

    private String body(String path, String cookie) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "text/html");
            if (!cookie.isEmpty()) request.header("Cookie", cookie);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        }
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
    private double measure(
            String what,
            Process process,
            String root,
            List<String> paths,
            String cookie,
            String body)
            throws IOException, InterruptedException {
        Figures.Driven driven;
        double jvmBefore;
        double databaseBefore;
        try (Wrk wrk = new Wrk(root, paths, cookie, body)) {
            wrk.drive(WARMING);
            jvmBefore = cpu(process);
            databaseBefore = databaseSeconds();
            driven = wrk.drive(seconds);
        }
        double n = Math.max(1, driven.requests());
        double jvm = 1000 * (cpu(process) - jvmBefore) / n;
        double database = 1000 * (databaseSeconds() - databaseBefore) / n;
        System.out.printf(
                Locale.ROOT,
                "%-20s %7.0f requests/s  p50 %s  p99 %s  CPU %.2f ms (JVM %.2f, PostgreSQL %.2f)  %.1f KB  %d not 2xx or 3xx%n",
                what,
                driven.perSecond(),
                driven.p50(),
                driven.p99(),
                jvm + database,
                jvm,
                database,
                driven.bytes() / n / 1000,
                driven.failed());
        return jvm + database;
    }

    private static double cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1000.0;
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
