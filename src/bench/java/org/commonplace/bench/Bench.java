package org.commonplace.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.commonplace.Commonplace;
import org.commonplace.communities.Communities;
import org.commonplace.installation.CommandLine;
import org.commonplace.installation.EmbeddedDatabase;
import org.commonplace.people.Members;
import org.commonplace.questions.Bringing;
import org.commonplace.search.Embeddings;
import org.commonplace.search.Indexer;
import org.commonplace.topics.Concepts;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * {@code relevance DIR}, {@code replay DIR}, {@code keeping}, {@code mail} and {@code load}: each
 * on a database of its own under target/bench.
 */
final class Bench {
    private static final Path FOLDER = Path.of("target/bench").toAbsolutePath();

    private static final int EMBEDDED = 200;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        CommandLine line = CommandLine.of(args);
        if (line.command().equals("relevance") && line.arguments().size() == 1)
            inside(
                    FOLDER.resolve("data"),
                    context ->
                            new Relevance(
                                            Path.of(line.arguments().getFirst()),
                                            context.getBean(Embeddings.class))
                                    .run());
        else if (line.command().equals("replay") && line.arguments().size() == 1)
            replay(Path.of(line.arguments().getFirst()));
        else if (line.command().equals("keeping")) keeping(line);
        else if (line.command().equals("mail")) mail(line);
        else if (line.command().equals("load")) load(line);
        else {
            CommandLine.error(
                    "bench relevance DIR, bench replay DIR, bench keeping [--seconds N], bench mail [--members N] [--seconds N] [--part out|in|digests|archive], or bench load [--members N] [--threads N] [--posts N] [--seconds N]");
            System.exit(2);
        }
        System.exit(0);
    }

    /**
     * What invitations come to under several rules, in memory; and the dump's life lived twice in
     * the application, each from nothing: with invitations, and without, for the ranking's sake.
     */
    private static void replay(Path dump) {
        inside(
                FOLDER.resolve("data"),
                context -> new Spending(new Dump(dump), context.getBean(Embeddings.class)).tell());
        for (boolean inviting : List.of(true, false)) {
            Path data = FOLDER.resolve("replay-" + inviting);
            FileSystemUtils.deleteRecursively(data.toFile());
            inside(
                    data,
                    context -> {
                        Replay replay = new Replay(dump, context, inviting);
                        replay.run();
                        if (inviting) replay.tell();
                        replay.reciprocal();
                    });
        }
    }

    private static void keeping(CommandLine line) throws IOException, InterruptedException {
        Path data = FOLDER.resolve("kept");
        Path built = data.resolve("built");
        boolean fresh = !Files.exists(built);
        inside(
                data,
                context -> {
                    Town town =
                            new Town(
                                    context.getBean(Members.class),
                                    context.getBean(Bringing.class),
                                    context.getBean(Concepts.class),
                                    context.getBean(Communities.class));
                    Kept kept = new Kept(context, town.passages(500));
                    if (fresh) kept.build();
                    kept.cascade();
                });
        if (fresh) Files.createFile(built);
        try (Load load = new Load(data, freePort(), number(line, "seconds", 15))) {
            load.keeping();
        }
    }

    private static void mail(CommandLine line) throws Exception {
        int members = number(line, "members", 100_000);
        Path data = FOLDER.resolve("post-" + members);
        Path built = data.resolve("built");
        if (!Files.exists(built)) {
            FileSystemUtils.deleteRecursively(data.toFile());
            inside(data, context -> new PostRoom(context).build(members));
            Files.createFile(built);
        }
        int port = freePort();
        int out = freePort();
        int in = freePort();
        try (PostRoom.Sink sink = new PostRoom.Sink(out)) {
            inside(
                    data,
                    Map.of(
                            "server.port",
                            port,
                            "spring.mail.host",
                            "127.0.0.1",
                            "spring.mail.port",
                            out,
                            "commonplace.mail.listen",
                            "127.0.0.1:" + in,
                            "commonplace.mail.authserv-id",
                            PostRoom.GATE,
                            "commonplace.rate-limits",
                            false),
                    context ->
                            new PostRoom(context)
                                    .run(
                                            line.options().getOrDefault("part", "all"),
                                            "http://localhost:" + port,
                                            sink,
                                            in,
                                            number(line, "seconds", 15)));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void load(CommandLine line) throws IOException, InterruptedException {
        int members = number(line, "members", 100_000);
        int threads = number(line, "threads", 200_000);
        int posts = number(line, "posts", 1_000_000);
        Path data = FOLDER.resolve("town-" + members + "-" + threads + "-" + posts);
        Path built = data.resolve("built");
        if (!Files.exists(built)) {
            inside(data, context -> build(context, members, threads, posts));
            Files.createFile(built);
        }
        try (Load load = new Load(data, freePort(), number(line, "seconds", 15))) {
            load.run();
        }
    }

    @SuppressWarnings("SystemOut")
    private static void build(
            ConfigurableApplicationContext context, int members, int threads, int posts) {
        Town town =
                new Town(
                        context.getBean(Members.class),
                        context.getBean(Bringing.class),
                        context.getBean(Concepts.class),
                        context.getBean(Communities.class));
        System.out.printf(
                Locale.ROOT,
                "brought in %,d members, %,d threads, %,d posts: %,.0f posts/s%n",
                members,
                threads,
                posts,
                town.build(members, threads, posts));
        long embedding = System.nanoTime();
        List<String> some = town.passages(EMBEDDED);
        context.getBean(Embeddings.class).of(some);
        System.out.printf(
                Locale.ROOT,
                "embedded %d passages of some 40 words: %.0f texts/s%n",
                some.size(),
                some.size() / ((System.nanoTime() - embedding) / 1e9));
        long begun = System.nanoTime();
        long texts = context.getBean(Indexer.class).rebuild((done, total) -> {});
        System.out.printf(
                Locale.ROOT,
                "indexed %,d texts: %,.0f texts/s (words only)%n",
                texts,
                texts / ((System.nanoTime() - begun) / 1e9));
    }

    private static int number(CommandLine line, String option, int otherwise) {
        return Integer.parseInt(line.options().getOrDefault(option, String.valueOf(otherwise)));
    }

    private static void inside(Path data, Consumer<ConfigurableApplicationContext> work) {
        inside(data, Map.of(), work);
    }

    private static void inside(
            Path data, Map<String, Object> more, Consumer<ConfigurableApplicationContext> work) {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data)) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("spring.datasource.url", database.url());
            settings.put("spring.datasource.username", database.user());
            settings.put("spring.datasource.password", database.secret());
            settings.put("commonplace.data", data.toString());
            settings.put("commonplace.background", false);
            settings.put("server.port", "-1");
            settings.putAll(more);
            SpringApplication application = new SpringApplication(Commonplace.class);
            application.setBannerMode(Banner.Mode.OFF);
            application.setDefaultProperties(settings);
            try (ConfigurableApplicationContext context = application.run()) {
                work.accept(context);
            }
        }
    }
}
