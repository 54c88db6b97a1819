package org.commonplace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A load generator in C: it costs little of the cores that are measured. */
final class Wrk implements AutoCloseable {
    private static final int CONNECTIONS = 16;
    private final String root;
    private final Path script;

    /** Of these paths in turn; posts the body to them where it is not empty. */
    Wrk(String root, List<String> paths, String cookie, String body) throws IOException {
        this(root, paths, cookie, body, 0);
    }

    /** As readers do: each connection waits so many milliseconds between two pages. */
    Wrk(String root, List<String> paths, String cookie, String body, int pause) throws IOException {
        this.root = root;
        this.script = Files.createTempFile("load", ".lua");
        Files.writeString(script, lua(paths, cookie, body, pause));
    }

    Figures.Driven drive(int seconds) throws IOException, InterruptedException {
        Process wrk =
                new ProcessBuilder(
                                "wrk",
                                "-t1",
                                "-c" + CONNECTIONS,
                                "-d" + seconds + "s",
                                "--latency",
                                "-s",
                                script.toString(),
                                root)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        return Figures.Driven.of(said);
    }

    private static String lua(List<String> paths, String cookie, String body, int pause) {
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
                %s
                """
                .formatted(
                        String.join(", ", paths.stream().map(path -> "\"" + path + "\"").toList()),
                        cookie.isEmpty() ? "" : "wrk.headers[\"Cookie\"] = \"" + cookie + "\"",
                        body.isEmpty()
                                ? ""
                                : "wrk.method = \"POST\" wrk.body = \""
                                        + body
                                        + "\" wrk.headers[\"Content-Type\"] = \"application/x-www-form-urlencoded\"",
                        pause == 0 ? "" : "function delay() return " + pause + " end");
    }

    @Override
    public void close() throws IOException {
        Files.delete(script);
    }
}
