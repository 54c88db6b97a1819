package org.commonplace.bench;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.commonplace.awareness.Digests;
import org.commonplace.catalogue.ActivityReader;
import org.commonplace.catalogue.ActivityRounds;
import org.commonplace.communities.Communities;
import org.commonplace.exchange.MailArchive;
import org.commonplace.exchange.Progress;
import org.commonplace.mail.Addresses;
import org.commonplace.mail.Sorting;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.commonplace.people.Viewer;
import org.commonplace.questions.Answers;
import org.commonplace.questions.Bringing;
import org.commonplace.questions.QuestionId;
import org.commonplace.topics.ConceptId;
import org.commonplace.topics.Concepts;
import org.commonplace.topics.TopicCards;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Mail both ways in a large community: a thread that many follow at once, a night of digests, mails
 * that come in, an archive. The server that letters go to, and those who write, are in the same
 * process and on the same cores.
 */
final class PostRoom {
    /** Who may say, on the way in, that a sender is who they say. */
    static final String GATE = "mx.bench.example";

    private static final int FOLLOWERS = 10_000;
    private static final int HOT = 3_000;
    private static final int FRESH = 300;
    private static final int WRITERS = 2_000;
    private static final int MAILS = 4_000;
    private static final int CONNECTIONS = 8;
    private static final int ARCHIVE = 100_000;
    private static final int BATCH = 500;

    /** Between two pages of a connection, in ms: some 200 pages a second. */
    private static final int PAUSE = 80;

    private final ConfigurableApplicationContext context;
    private final JdbcClient jdbc;
    private final Town town;
    private final Random random = new Random(2026);

    PostRoom(ConfigurableApplicationContext context) {
        this.context = context;
        this.jdbc = context.getBean(JdbcClient.class);
        this.town =
                new Town(
                        context.getBean(Members.class),
                        context.getBean(Bringing.class),
                        context.getBean(Concepts.class),
                        context.getBean(Communities.class));
    }

    /** A server that takes everything, and counts. */
    static final class Sink implements AutoCloseable {
        private final AtomicLong arrived = new AtomicLong();
        private final SMTPServer server;

        Sink(int port) {
            this.server =
                    SMTPServer.port(port)
                            .messageHandler((context, from, to, mail) -> arrived.incrementAndGet())
                            .build();
            server.start();
        }

        long arrived() {
            return arrived.get();
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    @SuppressWarnings("SystemOut")
    void build(int members) {
        Instant begun = Instant.now();
        town.build(2_000, 20_000, 100_000);
        Members people = context.getBean(Members.class);
        TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
        for (int from = 0; from < members; from += BATCH) {
            int first = from;
            transaction.executeWithoutResult(
                    status -> {
                        for (int i = first; i < Math.min(members, first + BATCH); i++)
                            people.arrive(address(i), "Reader " + i, Locale.ENGLISH);
                    });
        }
        today();
        follow();
        jdbc.sql("analyze").update();
        System.out.printf(
                Locale.ROOT,
                "made %,d members, 20,000 threads and 100,000 posts in %d s%n",
                members,
                Duration.between(begun, Instant.now()).toSeconds());
    }

    private static String address(int i) {
        return "reader" + i + "@post" + i % 2_000 + ".bench.example";
    }

    /** Of the latest threads some were opened today, and others have answers of today. */
    private void today() {
        jdbc.sql(
                        """
                update catalogue.card set at = now() - random() * interval '20 hours'
                 where kind = 'question' and id in (
                       select id from catalogue.card where kind = 'question' order by at desc limit %d)
                """
                                .formatted(FRESH))
                .update();
        jdbc.sql(
                        """
                update catalogue.card set at = now() - random() * interval '20 hours'
                 where kind = 'answer' and parent in (
                       select id from catalogue.card where kind = 'question' order by at desc limit %d)
                """
                                .formatted(HOT))
                .update();
    }

    /** Everybody follows the community, two topics and six of the threads that move. */
    private void follow() {
        TopicCards topics = context.getBean(TopicCards.class);
        jdbc.sql("select distinct concept from topics.about limit 40")
                .query((row, n) -> new ConceptId(row.getLong(1)))
                .list()
                .forEach(topics::file);
        jdbc.sql(
                        """
                insert into awareness.watch (member, card, level, since, seen_at)
                select a.member, c.id, 'daily', now(), now() from people.address a, catalogue.card c
                 where c.kind = 'community' and c.title = 'The Commons'
                """)
                .update();
        for (var some :
                List.of(
                        "select id from catalogue.card where kind = 'topic'",
                        "select id from catalogue.card where kind = 'question' order by at desc limit "
                                + HOT))
            jdbc.sql(
                            """
                    insert into awareness.watch (member, card, level, since, seen_at)
                    select a.member, c.ids[1 + (hashint8(a.member * 31 + g) & 2147483647) %% cardinality(c.ids)], 'daily', now(), now()
                      from people.address a, generate_series(1, %d) g, (select array_agg(id) as ids from (%s) few) c
                    on conflict do nothing
                    """
                                    .formatted(some.contains("topic") ? 2 : 6, some))
                    .update();
    }

    /** All of it, or one part: {@code out}, {@code in}, {@code digests} or {@code archive}. */
    void run(String part, String url, Sink sink, int listener, int seconds) {
        try {
            all(part, url, sink, listener, seconds);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void all(String part, String url, Sink sink, int listener, int seconds)
            throws Exception {
        out("%s%n", "the settled house: " + resident());
        List<String> pages =
                jdbc.sql(
                                "select path from catalogue.card where kind = 'question' order by at desc offset 400 limit 300")
                        .query((row, n) -> row.getString(1))
                        .list();
        if (part.matches("all|out")) watchers(url, pages, sink, seconds);
        if (part.matches("all|in")) in(listener);
        if (part.matches("all|digests")) digests(sink);
        if (part.matches("all|archive")) archive();
    }

    private void watchers(String url, List<String> pages, Sink sink, int seconds) throws Exception {
        Viewer author = trusted(address(FOLLOWERS + 1));
        long thread = followed(author);
        ActivityReader reader =
                context.getBeansOfType(ActivityReader.class).values().stream()
                        .filter(one -> one.name().equals("watch-letters"))
                        .findFirst()
                        .orElseThrow();
        ActivityRounds rounds = context.getBean(ActivityRounds.class);
        // What was brought in before is nobody's news.
        jdbc.sql(
                        """
                insert into catalogue.cursor (reader, xid, id)
                select :reader, xid, id from catalogue.activity order by xid desc, id desc limit 1
                on conflict (reader) do update set xid = excluded.xid, id = excluded.id
                """)
                .param("reader", reader.name())
                .update();
        Callable<Void> reply =
                () -> {
                    context.getBean(Answers.class)
                            .answer(
                                    new QuestionId(thread),
                                    town.passages(60).get(random.nextInt(60)) + " " + Instant.now(),
                                    "en",
                                    author);
                    while (rounds.round(reader) == 0) Thread.sleep(5);
                    return null;
                };
        for (int i = 0; i < 3; i++) {
            peakAnew();
            long before = sink.arrived();
            double queued = timed(reply);
            double sent =
                    timed(
                            () -> {
                                wait(sink, before + FOLLOWERS);
                                return null;
                            });
            out(
                    "a reply that %,d follow: queued for all in %.1f s, all gone %.1f s later (%,.0f letters/s); %s%n",
                    FOLLOWERS, queued, sent, FOLLOWERS / sent, resident());
        }
        try (Wrk wrk = new Wrk(url, pages, "", "", PAUSE)) {
            wrk.drive(20);
            Figures.Driven alone = wrk.drive(seconds);
            long before = sink.arrived();
            Future<Integer> replies;
            Figures.Driven beside;
            try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
                replies =
                        writer.submit(
                                () -> {
                                    int n = 0;
                                    for (long end = System.nanoTime() + seconds * 1_000_000_000L;
                                            System.nanoTime() < end;
                                            n++) {
                                        reply.call();
                                        wait(sink, before + (n + 1L) * FOLLOWERS);
                                    }
                                    return n;
                                });
                beside = wrk.drive(seconds);
            }
            out(
                    "question pages: %,.0f/s, p99 %s; beside %d such replies: %,.0f/s, p99 %s%n",
                    alone.perSecond(),
                    alone.p99(),
                    replies.get(),
                    beside.perSecond(),
                    beside.p99());
        }
    }

    private Viewer trusted(String email) {
        Members members = context.getBean(Members.class);
        MemberId id = members.byEmail(email).orElseThrow();
        members.trust(id);
        return members.viewer(id);
    }

    /** A thread that ten thousand follow, each post at once. */
    private long followed(Viewer author) {
        long thread =
                jdbc.sql(
                                "select id from catalogue.card where kind = 'question' order by at desc offset 5000 limit 1")
                        .query(Long.class)
                        .single();
        jdbc.sql("delete from awareness.watch where card = :thread")
                .param("thread", thread)
                .update();
        jdbc.sql(
                        """
                insert into awareness.watch (member, card, level, since, seen_at, chosen)
                select member, :thread, 'each', now(), now(), true from people.address where member <> :author
                 order by member limit :most
                on conflict (member, card) do update set level = 'each', chosen = true
                """)
                .param("thread", thread)
                .param("author", author.id())
                .param("most", FOLLOWERS)
                .update();
        return thread;
    }

    private void in(int listener) throws Exception {
        List<Long> threads =
                jdbc.sql(
                                "select id from catalogue.card where kind = 'question' order by at desc offset 1000 limit 400")
                        .query((row, n) -> row.getLong(1))
                        .list();
        Members members = context.getBean(Members.class);
        for (int i = 0; i < WRITERS; i++) members.trust(members.byEmail(address(i)).orElseThrow());
        Addresses addresses = context.getBean(Addresses.class);
        long posts = count("conversations.post");
        double accepted =
                timed(
                        () -> {
                            try (ExecutorService hands =
                                    Executors.newFixedThreadPool(CONNECTIONS)) {
                                List<Callable<Void>> work = new ArrayList<>();
                                for (int hand = 0; hand < CONNECTIONS; hand++)
                                    work.add(writing(hand, listener, threads, addresses));
                                for (Future<Void> one : hands.invokeAll(work)) one.get();
                            }
                            return null;
                        });
        Sorting sorting = context.getBean(Sorting.class);
        double taken =
                timed(
                        () -> {
                            int n = 0;
                            while (sorting.next()) n++;
                            return n;
                        });
        out(
                "mails in: %,d accepted in %.1f s (%,.0f/s, on disk before the 250); made %,d posts, each with its receipt, in %.1f s (%,.0f/s); %s%n",
                MAILS,
                accepted,
                MAILS / accepted,
                count("conversations.post") - posts,
                taken,
                MAILS / taken,
                resident());
    }

    private Callable<Void> writing(
            int hand, int listener, List<Long> threads, Addresses addresses) {
        return () -> {
            Properties properties = new Properties();
            properties.put("mail.smtp.host", "127.0.0.1");
            properties.put("mail.smtp.port", String.valueOf(listener));
            Session session = Session.getInstance(properties);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect();
                for (int i = hand; i < MAILS; i += CONNECTIONS) {
                    MimeMessage mail =
                            mail(session, i, addresses.thread(threads.get(i % threads.size())));
                    transport.sendMessage(mail, mail.getAllRecipients());
                }
            }
            return null;
        };
    }

    private MimeMessage mail(Session session, int i, String to) throws MessagingException {
        String from = address(i % WRITERS);
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(from));
        mail.setRecipients(Message.RecipientType.TO, to);
        mail.setSubject("Re: How do we keep it?");
        mail.setHeader("Authentication-Results", GATE + "; dmarc=pass header.from=" + from);
        mail.setText(
                town.passages(500).get(i % 500)
                        + "\n\n"
                        + i
                        + "\n\nOn Monday somebody wrote:\n> "
                        + town.passages(500).get((i + 7) % 500)
                        + "\n",
                "UTF-8");
        mail.saveChanges();
        return mail;
    }

    private void digests(Sink sink) throws Exception {
        Digests digests = context.getBean(Digests.class);
        digests.ripen();
        // Earlier runs of the same day have told everybody.
        jdbc.sql("delete from mail.letter where event like 'digest %'").update();
        jdbc.sql(
                        "update awareness.setting set next_at = now() - interval '1 minute', told_until = now() - interval '1 day'")
                .update();
        peakAnew();
        long before = sink.arrived();
        double prepared = timed(digests::ripen);
        long written = count("mail.letter where event like 'digest %'");
        double sent =
                timed(
                        () -> {
                            wait(sink, before + written);
                            return null;
                        });
        out(
                "a night of %,d digests: prepared in %.0f s (%,.0f/s) while they leave, the last gone %.0f s later; %s%n",
                written, prepared, written / prepared, sent, resident());
    }

    private void archive() throws Exception {
        Path file = Path.of("target/bench/archive.mbox");
        String run = Long.toString(System.currentTimeMillis(), 36);
        mbox(file, run);
        peakAnew();
        double brought =
                timed(
                        () ->
                                context.getBean(MailArchive.class)
                                        .bringIn(
                                                file,
                                                "list-" + run + ".bench.example",
                                                null,
                                                false,
                                                Progress.NONE));
        out(
                "an archive of %,d mails, %d MB: brought in within %.0f s (%,.0f/s); %s%n",
                ARCHIVE, Files.size(file) / 1_000_000, brought, ARCHIVE / brought, resident());
        Files.delete(file);
    }

    /** Threads of one to nine mails by three thousand people, who quote what they answer. */
    private void mbox(Path file, String run) throws IOException {
        Instant at = Instant.now().minus(Duration.ofDays(3_000));
        List<String> ids = new ArrayList<>();
        String title = "";
        String last = "";
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ARCHIVE; i++) {
                if (ids.size() > random.nextInt(9)) ids.clear();
                if (ids.isEmpty())
                    title = "Keeping " + town.passages(2_000).get(random.nextInt(2_000));
                int author = random.nextInt(3_000);
                String id = "<" + i + "." + run + "@list.bench.example>";
                String words =
                        town.passages(2_000).get(random.nextInt(2_000))
                                + "\n\n"
                                + town.passages(2_000).get(random.nextInt(2_000));
                out.write("From author" + author + "@bench.example Mon Jan  1 00:00:00 2018\n");
                out.write("From: Author " + author + " <author" + author + "@bench.example>\n");
                out.write(
                        "Date: "
                                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        at.plusSeconds(2_500L * i).atOffset(ZoneOffset.UTC))
                                + "\n");
                out.write("Message-ID: " + id + "\n");
                out.write("Subject: " + (ids.isEmpty() ? "" : "Re: ") + title.strip() + "\n");
                if (!ids.isEmpty()) out.write("References: " + String.join("\n ", ids) + "\n");
                out.write("Content-Type: text/plain; charset=utf-8\n\n" + words + "\n");
                if (!ids.isEmpty())
                    out.write(
                            "\nOn Monday somebody wrote:\n> " + last.replace("\n", "\n> ") + "\n");
                out.write("\n-- \nAuthor " + author + "\nA library\n\n");
                ids.add(id);
                last = words;
            }
        }
    }

    private long count(String of) {
        return jdbc.sql("select count(*) from " + of).query(Long.class).single();
    }

    private static void wait(Sink sink, long until) throws InterruptedException {
        long last = -1;
        for (int still = 0; sink.arrived() < until && still < 6_000; still++) {
            if (sink.arrived() != last) still = 0;
            last = sink.arrived();
            Thread.sleep(10);
        }
        if (sink.arrived() < until)
            throw new IllegalStateException(
                    "letters did not come: " + sink.arrived() + " of " + until);
    }

    private static double timed(Callable<?> work) throws Exception {
        long begun = System.nanoTime();
        work.call();
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The kernel counts the peak of memory from here. */
    private static void peakAnew() throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    private static String resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .map(
                            line ->
                                    "at most "
                                            + Long.parseLong(line.replaceAll("\\D", "")) / 1000
                                            + " MB resident")
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings({"SystemOut", "AnnotateFormatMethod"})
    private static void out(String format, Object... figures) {
        System.out.printf(Locale.ROOT, format, figures);
    }
}
