package org.commonplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.commonplace.catalogue.ActivityRounds;
import org.commonplace.communities.Communities;
import org.commonplace.installation.EmbeddedDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole application on a real PostgreSQL, with a real mail server, spoken to by URL. All tests
 * share one context and one database; each makes the people that it needs.
 */
@SpringBootTest(
        webEnvironment = WebEnvironment.DEFINED_PORT,
        classes = Commonplace.class,
        properties = {
            "commonplace.rate-limits=false",
            "commonplace.background=true",
            "commonplace.outside.private-addresses=true"
        })
@Import({StatementCounter.class, Cast.class})
public abstract class CommonplaceTest {
    private static final int PORT = free();
    private static final int LISTENER = free();
    private static final Path FOLDER = Path.of("target/test-house").toAbsolutePath();
    private static final EmbeddedDatabase DATABASE = database();

    @Autowired protected Cast cast;

    @Autowired protected StatementCounter statements;

    @Autowired private ActivityRounds rounds;

    @Autowired private Communities communities;

    @Autowired private JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        int mailbox = free();
        registry.add("server.port", () -> PORT);
        registry.add("commonplace.url", () -> "http://localhost:" + PORT);
        registry.add(
                "commonplace.data",
                () -> FOLDER.resolve("data-" + ProcessHandle.current().pid()).toString());
        registry.add("commonplace.mailbox.port", () -> mailbox);
        registry.add("commonplace.mail.listen", () -> "127.0.0.1:" + LISTENER);
        registry.add("commonplace.mail.authserv-id", () -> "mx.example.org");
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> mailbox);
        registry.add("spring.datasource.url", () -> DATABASE.url("commonplace_test"));
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::secret);
    }

    private static EmbeddedDatabase database() {
        EmbeddedDatabase database = EmbeddedDatabase.open(FOLDER);
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.secret())) {
            connection
                    .createStatement()
                    .execute("drop database if exists commonplace_test with (force)");
            connection.createStatement().execute("create database commonplace_test");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    protected static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void commons() {
        communities.commons("The Commons", "en");
    }

    protected static String url() {
        return "http://localhost:" + PORT;
    }

    protected static String database(String name) {
        return DATABASE.url(name);
    }

    protected static EmbeddedDatabase postgres() {
        return DATABASE;
    }

    /** A browser without scripts: cookies, links and forms over real HTTP. */
    protected Client visitor() {
        return new Client(url());
    }

    /** The mail program of somebody with this address. */
    protected MailProgram mail(String address, String name) {
        return new MailProgram(address, name, url(), LISTENER);
    }

    protected MailProgram mail(Cast.Person person) {
        return mail(person.email(), person.name());
    }

    /** Waits until the readers of the activity log have read everything, thirty seconds at most. */
    protected void settle() {
        for (int i = 0; i < 600 && rounds.behind() > 0; i++) {
            rounds.catchUp();
            pause(50);
        }
        assertThat(rounds.behind()).isZero();
    }

    /** Brings forward the letters that were written at a simulated time: they are due now. */
    protected void deliver() {
        jdbc.sql(
                        "update mail.letter set next_attempt_at = now() where state = 'queued' and next_attempt_at > now()")
                .update();
    }

    protected static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
