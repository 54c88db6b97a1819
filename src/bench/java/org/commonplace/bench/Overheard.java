package org.commonplace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements of a request, as PostgreSQL itself logs them with their parameters. */
final class Overheard {
    private static final Pattern EXECUTED =
            Pattern.compile(
                    "\\[(\\d+)\\] LOG:  duration: \\S+ ms  execute [^:]+: (.*?)\\n\\S[^\\n]*DETAIL:  Parameters: ([^\\n]*)",
                    Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = (NULL|'((?:[^']|'')*)')");

    /** The mail queue, which looks now and then, on connections of its own. */
    private static final Pattern QUEUE = Pattern.compile("^COMMIT|from mail\\.letter");

    private Overheard() {}

    interface Request {
        void go() throws IOException, InterruptedException;
    }

    static List<Ceiling.Statement> statements(
            String url, String user, String password, Path log, Request request)
            throws IOException, InterruptedException {
        logging(url, user, password, "0");
        long from = Files.size(log);
        request.go();
        Thread.sleep(500);
        logging(url, user, password, "-1");
        byte[] all = Files.readAllBytes(log);
        String said =
                new String(Arrays.copyOfRange(all, (int) from, all.length), StandardCharsets.UTF_8);
        Map<String, List<Ceiling.Statement>> connections = new HashMap<>();
        for (String record : said.split("(?m)^(?=\\d{4}-\\d\\d-\\d\\d [^\\n]* LOG:)")) {
            Matcher executed = EXECUTED.matcher(record);
            if (executed.find() && !QUEUE.matcher(executed.group(2)).find())
                connections
                        .computeIfAbsent(executed.group(1), connection -> new ArrayList<>())
                        .add(
                                new Ceiling.Statement(
                                        executed.group(2).replace("\n\t", "\n"),
                                        parameters(executed.group(3))));
        }
        // A request keeps to one connection.
        return connections.values().stream().max(Comparator.comparingInt(List::size)).orElseThrow();
    }

    private static List<@Nullable String> parameters(String told) {
        List<@Nullable String> parameters = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(told);
        while (parameter.find())
            parameters.add(
                    parameter.group(3) == null ? null : parameter.group(3).replace("''", "'"));
        return parameters;
    }

    private static void logging(String url, String user, String password, String from)
            throws IOException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement()) {
            statement.execute("alter system set log_min_duration_statement = " + from);
            statement.execute("select pg_reload_conf()");
        } catch (SQLException e) {
            throw new IOException("PostgreSQL would not log its statements", e);
        }
        Thread.sleep(500);
    }
}
