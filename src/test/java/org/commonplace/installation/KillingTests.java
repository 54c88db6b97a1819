package org.commonplace.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonplace.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 under posting load, at random moments, of the server, of both, of the database: every
 * acknowledged post is there, the index agrees, no mail is queued twice. {@code -Dkills=10} does it
 * ten times.
 */
class KillingTests {
    private static final int KILLS = Integer.getInteger("kills", 3);

    @TempDir private Path data;

    private final Set<String> acknowledged = new ConcurrentSkipListSet<>();

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        String question;
        Client client;
        Random random = new Random(7);
        Server server = new Server(data);
        client = setUp(server);
        question = ask(client);
        AtomicInteger number = new AtomicInteger();
        for (int kill = 0; kill < KILLS; kill++) {
            AtomicBoolean going = new AtomicBoolean(true);
            Client poster = client;
            Thread[] load = new Thread[4];
            for (int i = 0; i < load.length; i++)
                load[i] = Thread.ofVirtual().start(() -> post(poster, question, number, going));
            Thread.sleep(1_000 + random.nextInt(2_000));
            if (kill % 3 == 2) server.killDatabase();
            else server.kill(kill % 3 == 1);
            going.set(false);
            for (Thread one : load) one.join();
            if (!server.alive()) server = new Server(data);
            House.untilHealth(server, 200, Duration.ofSeconds(60));
            client = client.at(server.url());
        }
        System.out.printf("%d kills, %d acknowledged%n", KILLS, acknowledged.size());
        try (Server last = server) {
            Set<String> there = there(data);
            assertThat(acknowledged).hasSizeGreaterThan(10);
            assertThat(there).containsAll(acknowledged);
            assertThat(indexAgrees(client)).isTrue();
            assertThat(twice()).isZero();
            assertThat(last.said).contains("Commonplace is ready");
        }
    }

    private static Client setUp(Server server) {
        Matcher link = Pattern.compile("(/set-up/\\S+)").matcher(server.said);
        assertThat(link.find()).as(server.said).isTrue();
        Client client = new Client(server.url());
        client.get(link.group(1))
                .form("/set-up/")
                .with("you", "Kira Killer")
                .with("email", "kira@example.org")
                .send()
                .ok();
        assertThat(client.get(link.group(1)).status()).as("the link works once").isEqualTo(404);
        return client;
    }

    private static String ask(Client client) {
        return client.get("/questions/new")
                .form("/questions")
                .with("text", "Is everything there after a kill?")
                .send()
                .ok()
                .path()
                .replaceAll("/-?[^/]*$", "");
    }

    private void post(Client client, String question, AtomicInteger number, AtomicBoolean going) {
        while (going.get()) {
            String words = "acknowledged-" + number.incrementAndGet();
            try {
                if (client.force("post", question + "/answers", java.util.Map.of("text", words))
                                .status()
                        == 200) acknowledged.add(words);
            } catch (IllegalStateException e) {
                return;
            }
        }
    }

    private static Set<String> there(Path data) throws Exception {
        Set<String> there = new TreeSet<>();
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data);
                Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.secret());
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select body from conversations.post p join questions.answer a on a.id = p.id")) {
            while (rows.next()) there.add(rows.getString(1));
        }
        return there;
    }

    private long twice() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data);
                Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.secret());
                ResultSet rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select count(*) - count(distinct (event, recipient)) from mail.letter")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The house's own figures: texts in the index are questions and answers. */
    private static boolean indexAgrees(Client client) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            var table = client.get("/house").document();
            long indexed = figure(table, "Texts in the search index");
            if (indexed == figure(table, "Questions") + figure(table, "Answers")) return true;
            Thread.sleep(200);
        }
        return false;
    }

    private static long figure(org.jsoup.nodes.Document page, String name) {
        for (var row : page.select("tr"))
            if (row.select("th").text().equals(name))
                return Long.parseLong(row.select("td").text().replace(",", ""));
        throw new AssertionError("no figure " + name + ": " + page.text());
    }
}
