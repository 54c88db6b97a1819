package org.commonplace.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.commonplace.exchange.InputProblem;
import org.commonplace.exchange.Report;
import org.commonplace.exchange.Runs;
import org.commonplace.search.Indexer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The commands of the terminal. */
@Configuration(proxyBeanMethods = false)
class Commands {
    @Bean
    CommandLine.Command importCommand(@Lazy Runs runs, JsonMapper json) {
        return command(
                "import",
                line -> {
                    String kind = line.arguments().isEmpty() ? "" : line.arguments().getFirst();
                    boolean many = kind.equals("mbox") && line.arguments().size() > 2;
                    if (!kind.matches("stackexchange|mediawiki|mbox|skos")
                            || (line.arguments().size() != 2 && !many)) {
                        CommandLine.error(
                                "Say what and where: import stackexchange DIR, import mediawiki FILE, import mbox FILE… --community NAME, or import skos FILE.");
                        return 2;
                    }
                    try (ProgressBar bar = new ProgressBar()) {
                        for (String one : line.arguments().subList(1, line.arguments().size())) {
                            Report report =
                                    runs.run(
                                            kind,
                                            Path.of(one).toAbsolutePath(),
                                            line.options().get("site"),
                                            line.options().get("community"),
                                            line.options().containsKey("dry-run"),
                                            bar);
                            bar.close();
                            CommandLine.say(report.text());
                            write(line.options().get("json"), report, json);
                        }
                        return 0;
                    } catch (InputProblem e) {
                        CommandLine.error("Nothing was changed. " + e.getMessage());
                        return 1;
                    }
                });
    }

    private static void write(
            @org.jspecify.annotations.Nullable String file, Report report, JsonMapper json) {
        if (file == null) return;
        try {
            Files.writeString(
                    Path.of(file),
                    json.rebuild()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .build()
                            .writeValueAsString(report.told()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only where no server runs on the same data: the index has one writer. */
    @Bean
    CommandLine.Command reindexCommand(@Lazy Indexer indexer) {
        return command(
                "reindex",
                line -> {
                    try (ProgressBar bar = new ProgressBar()) {
                        long done = indexer.rebuild((n, total) -> bar.at("indexing", n, total));
                        bar.close();
                        CommandLine.say(done + " texts are in the index.");
                    }
                    return 0;
                });
    }

    @Bean
    CommandLine.Command backupCommand(@Lazy Backup backup) {
        return file(
                "backup",
                path -> {
                    Backup.Written written = backup.write(path);
                    CommandLine.say(
                            "Written to "
                                    + path
                                    + ": "
                                    + written.tables()
                                    + " tables, "
                                    + written.rows()
                                    + " rows.");
                });
    }

    @Bean
    CommandLine.Command restoreCommand(@Lazy Backup backup) {
        return file(
                "restore",
                path -> {
                    Backup.Written read = backup.restore(path);
                    CommandLine.say(
                            "Restored from "
                                    + path
                                    + ": "
                                    + read.tables()
                                    + " tables, "
                                    + read.rows()
                                    + " rows. The search index is made at the next start.");
                });
    }

    private interface Work {
        int run(CommandLine line);
    }

    private interface FileWork {
        void run(Path path);
    }

    private static CommandLine.Command file(String name, FileWork work) {
        return command(
                name,
                line -> {
                    if (line.arguments().size() != 1) {
                        CommandLine.error("Say which file: " + name + " FILE.");
                        return 2;
                    }
                    try {
                        work.run(Path.of(line.arguments().getFirst()).toAbsolutePath());
                        return 0;
                    } catch (Backup.Refused e) {
                        CommandLine.error(String.valueOf(e.getMessage()));
                        return 1;
                    }
                });
    }

    private static CommandLine.Command command(String name, Work work) {
        return new CommandLine.Command() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int run(CommandLine line) {
                return work.run(line);
            }
        };
    }
}
