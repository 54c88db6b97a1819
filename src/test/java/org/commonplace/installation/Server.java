package org.commonplace.installation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The application as a process of its own, which can be killed. */
final class Server implements AutoCloseable {
    final int port;
    final String said;
    private final Path data;
    private final Process process;
    private final List<String> log = new CopyOnWriteArrayList<>();

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
                                "-Xmx224m",
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

    /** Runs it for at most so long; returns what it said. */
    static String run(List<String> arguments, Duration most)
            throws IOException, InterruptedException {
        Process process = launch(arguments);
        ProcessHandle handle = process.toHandle();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                Thread.sleep(most);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            handle.destroy();
                        });
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
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
                                for (String line = lines.readLine();
                                        line != null;
                                        line = lines.readLine()) log.add(line);
                            } catch (IOException e) {
                                // It was killed.
                            }
                        });
        return all.toString();
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** What it said since it was ready. */
    List<String> log() {
        return log;
    }

    boolean alive() {
        return process.isAlive();
    }

    /** PostgreSQL's first process. */
    ProcessHandle postmaster() throws IOException {
        long pid =
                Long.parseLong(
                        Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                                .getFirst()
                                .strip());
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** kill -9 of PostgreSQL's first process, under the application that goes on. */
    void killDatabase() throws IOException {
        postmaster().destroyForcibly();
    }

    /** kill -9, of the application alone or with its database. */
    void kill(boolean database) throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        if (database) {
            ProcessHandle handle = postmaster();
            handle.children().forEach(ProcessHandle::destroyForcibly);
            handle.destroyForcibly();
            handle.onExit().join();
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
