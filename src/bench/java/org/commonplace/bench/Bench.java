package org.commonplace.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.commonplace.Commonplace;
import org.commonplace.installation.EmbeddedDatabase;
import org.commonplace.search.Embeddings;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code relevance DIR}: opens the application on a database of its own (which keeps computed
 * vectors) and measures.
 */
final class Bench {
    private Bench() {}

    public static void main(String[] args) {
        if (args.length != 2 || !args[0].equals("relevance")) {
            CommandLineHelp.show();
            System.exit(2);
        }
        Path data = Path.of("target/bench/data").toAbsolutePath();
        try (EmbeddedDatabase database = EmbeddedDatabase.open(data)) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("spring.datasource.url", database.url());
            settings.put("spring.datasource.username", database.user());
            settings.put("spring.datasource.password", database.secret());
            settings.put("commonplace.data", data.toString());
            settings.put("commonplace.background", false);
            settings.put("server.port", "-1");
            SpringApplication application = new SpringApplication(Commonplace.class);
            application.setBannerMode(Banner.Mode.OFF);
            application.setDefaultProperties(settings);
            try (ConfigurableApplicationContext context = application.run()) {
                new Relevance(Path.of(args[1]), context.getBean(Embeddings.class)).run();
            }
        }
        System.exit(0);
    }

    private static final class CommandLineHelp {
        @SuppressWarnings("SystemOut")
        static void show() {
            System.err.println("bench relevance DIR");
        }
    }
}
