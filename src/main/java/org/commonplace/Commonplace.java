package org.commonplace;

import java.util.HashMap;
import java.util.Map;
import org.commonplace.chrome.Hands;
import org.commonplace.installation.CommandLine;
import org.commonplace.installation.DataFolder;
import org.commonplace.installation.EmbeddedDatabase;
import org.commonplace.installation.ExternalDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Opens the house: with its own database under a data folder, or with the one that DATABASE_URL
 * names.
 */
@SpringBootApplication
public class Commonplace {
    public static void main(String[] args) {
        CommandLine line = CommandLine.of(args);
        if (line.help()) {
            CommandLine.usage();
            return;
        }
        if (line.alone() && !DataFolder.take(line.data())) {
            CommandLine.error(
                    "Another server of Commonplace works in "
                            + line.data()
                            + "; stop it first, or name another folder with --data.");
            System.exit(1);
        }
        if (line.serves()) Hands.watchOthers();
        SpringApplication application = new SpringApplication(Commonplace.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(settings(line));
        ConfigurableApplicationContext context = application.run();
        if (line.serves()) return;
        int exit = line.perform(context);
        context.close();
        System.exit(exit);
    }

    private static Map<String, Object> settings(CommandLine line) {
        Map<String, Object> settings = new HashMap<>(line.settings());
        @Nullable String external = System.getenv("DATABASE_URL");
        if (external != null) settings.putAll(ExternalDatabase.settings(external));
        else if (System.getenv("SPRING_DATASOURCE_URL") == null) {
            EmbeddedDatabase database = EmbeddedDatabase.open(line.data());
            if (line.serves()) database.watched();
            settings.put("spring.datasource.url", database.url());
            settings.put("spring.datasource.username", database.user());
            settings.put("spring.datasource.password", database.secret());
            // Handlers run after the application's own shutdown hook, which closes its connections
            // first.
            SpringApplication.getShutdownHandlers().add(database::close);
        }
        return settings;
    }
}
