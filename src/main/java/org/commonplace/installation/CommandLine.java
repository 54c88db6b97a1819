package org.commonplace.installation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/** What was typed after the program's name: a command, its arguments, and options. */
public record CommandLine(String command, List<String> arguments, Map<String, String> options) {
    private static final List<String> FLAGS = List.of("dry-run", "help", "demo");

    public static CommandLine of(String[] args) {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) words.add(args[i]);
            else {
                String name = args[i].substring(2);
                int equals = name.indexOf('=');
                if (equals > 0) options.put(name.substring(0, equals), name.substring(equals + 1));
                else if (FLAGS.contains(name) || i + 1 == args.length) options.put(name, "true");
                else options.put(name, args[++i]);
            }
        }
        String command = words.isEmpty() ? "serve" : words.removeFirst();
        return new CommandLine(command, List.copyOf(words), Map.copyOf(options));
    }

    public boolean help() {
        return options.containsKey("help");
    }

    public boolean serves() {
        return command.equals("serve") || command.equals("demo");
    }

    /** Whether it writes the index, which one process does at a time. */
    public boolean alone() {
        return serves() || command.equals("reindex") || command.equals("restore");
    }

    private boolean demo() {
        return command.equals("demo") || options.containsKey("demo");
    }

    /** The folder of this installation's data. */
    public Path data() {
        String given = options.get("data");
        String home = demo() ? ".commonplace-demo" : ".commonplace";
        return (given == null ? Path.of(System.getProperty("user.home"), home) : Path.of(given))
                .toAbsolutePath();
    }

    /** The application's settings that follow from the command. */
    public Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        String port = options.getOrDefault("port", demo() ? "8181" : "8080");
        settings.put("commonplace.data", data().toString());
        settings.put("commonplace.url", options.getOrDefault("url", "http://localhost:" + port));
        settings.put("server.port", serves() ? port : "-1");
        settings.put("commonplace.background", serves());
        settings.put("commonplace.welcome", serves());
        if (demo()) {
            settings.put("commonplace.demo", true);
            if (serves()) {
                String mailbox = options.getOrDefault("mail-port", String.valueOf(Ports.free()));
                settings.put("commonplace.mailbox.port", mailbox);
                settings.put("spring.mail.host", "127.0.0.1");
                settings.put("spring.mail.port", mailbox);
                settings.put(
                        "commonplace.mail.listen",
                        "127.0.0.1:"
                                + options.getOrDefault(
                                        "listen-port", String.valueOf(Ports.free())));
            }
        }
        return settings;
    }

    /** Does what the command says; returns the exit code. */
    public int perform(ConfigurableApplicationContext context) {
        for (Command one : context.getBeansOfType(Command.class).values())
            if (one.name().equals(command)) return one.run(this);
        error("There is no command \"" + command + "\". Try --help.");
        return 2;
    }

    /** One command of the terminal. */
    public interface Command {
        String name();

        int run(CommandLine line);
    }

    @SuppressWarnings("SystemOut")
    public static void usage() {
        System.out.println(
                """
                commonplace serve   [--port 8080] [--data DIR] [--url URL]   opens the house
                commonplace demo    [--port 8181] [--data DIR]               a sample community, its mail at /dev/mail
                commonplace import stackexchange DIR [--site HOST] [--dry-run] [--json FILE] [--data DIR]
                commonplace import mediawiki FILE    [--site HOST] [--dry-run] [--json FILE] [--data DIR]
                commonplace import mbox FILE…  --community NAME [--site HOST] [--dry-run] [--json FILE] [--data DIR]
                commonplace import skos FILE         [--dry-run] [--json FILE] [--data DIR]
                commonplace reindex [--data DIR]                             writes the search index anew
                commonplace backup FILE  [--data DIR]
                commonplace restore FILE [--data DIR]

                DATABASE_URL=postgresql://user:password@host/database uses a database of yours instead of the embedded one.""");
    }

    @SuppressWarnings("SystemOut")
    static void say(String line) {
        System.out.println(line);
    }

    @SuppressWarnings("SystemOut")
    public static void error(String line) {
        System.err.println(line);
    }
}
