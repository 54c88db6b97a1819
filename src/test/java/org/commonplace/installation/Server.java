package org.commonplace.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The application as a process of its own, which can be killed. */
final class Server implements AutoCloseable {
    final int port;
    final String said;
    private final Path data;
    private final Process process;

    Server(Path data) throws IOException {
        this(data, Map.of());
    }

    /** With settings as environment variables. */
    Server(Path data, Map<String, String> environment) throws IOException {
        this.data = data;
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        this.process =
                launch(
                        List.of("serve", "--port", String.valueOf(port), "--data", data.toString()),
                        environment);
        this.said = untilReady();
    }

    private static Process launch(List<String> arguments) throws IOException {
        return launch(arguments, Map.of());
    }

    private static Process launch(List<String> arguments, Map<String, String> environment)
            throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx400m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--add-modules=jdk.incubator.vector",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "org.commonplace.Commonplace"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("COMMONPLACE_RATE_LIMITS", "false");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs a command to its end; returns what it said. */
    static String run(List<String> arguments) throws IOException, InterruptedException {
        Process process = launch(arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(5, TimeUnit.MINUTES);
        return said;
    }

    /** Starts a command, to be killed. */
    static Process begin(List<String> arguments) throws IOException {
        return launch(arguments);
    }

    private String untilReady() throws IOException {
        StringBuilder all = new StringBuilder();
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        boolean open = false;
        while (!open) {
            String line = lines.readLine();
            if (line == null) throw new IllegalStateException("the server did not start:\n" + all);
            all.append(line).append('\n');
            open = line.startsWith("Ctrl-C closes");
        }
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                while (lines.readLine() != null) Thread.onSpinWait();
                            } catch (IOException e) {
                                // It was killed.
                            }
                        });
        return all.toString();
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** kill -9, of the application alone or with its database. */
    void kill(boolean database) throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        if (database) {
            long pid =
                    Long.parseLong(
                            Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                                    .getFirst()
                                    .strip());
            ProcessHandle.of(pid)
                    .ifPresent(
                            handle -> {
                                handle.children().forEach(ProcessHandle::destroyForcibly);
                                handle.destroyForcibly();
                                handle.onExit().join();
                            });
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
