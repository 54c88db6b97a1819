package org.commonplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.commonplace.Cast.Person;
import org.commonplace.chrome.HouseClock;
import org.commonplace.communities.Communities;
import org.commonplace.communities.CommunityId;
import org.commonplace.communities.Stewards;
import org.commonplace.practices.Keepers;
import org.commonplace.practices.NewPractice;
import org.commonplace.practices.PracticeId;
import org.commonplace.practices.Practices;
import org.commonplace.practices.Renewals;
import org.commonplace.questions.QuestionId;
import org.commonplace.questions.RescueClock;
import org.commonplace.workgroups.Beginnings;
import org.commonplace.workgroups.Conclusions;
import org.commonplace.workgroups.Seats;
import org.commonplace.workgroups.WorkgroupId;
import org.commonplace.workgroups.Workgroups;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every clock on two nodes at once, and after a restart: a second application on the same database,
 * which has seen nothing of what came before, goes on with the next step; of two that look at the
 * same moment one takes each step.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoNodesTests extends CommonplaceTest {
    @Autowired private Beginnings beginnings;
    @Autowired private Seats seats;
    @Autowired private ApplicationContext first;
    @Autowired private JdbcClient jdbc;
    @Autowired private Practices practices;
    @Autowired private Workgroups workgroups;
    @Autowired private Communities communities;
    @TempDir private static Path folder;
    private ConfigurableApplicationContext second;

    @BeforeAll
    void start() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("spring.datasource.url", database("commonplace_test"));
        settings.put("spring.datasource.username", postgres().user());
        settings.put("spring.datasource.password", postgres().secret());
        settings.put("commonplace.data", folder.toString());
        settings.put("commonplace.background", false);
        settings.put("server.port", free());
        SpringApplication application = new SpringApplication(Commonplace.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(settings);
        second = application.run();
    }

    @AfterAll
    void stop() {
        second.close();
    }

    /** Both nodes look at the clocks at once, several times each. */
    private void race(Instant then, Consumer<ApplicationContext> ripen) throws Exception {
        try (ExecutorService nodes = Executors.newFixedThreadPool(6)) {
            List<Callable<Void>> looks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ApplicationContext node = i % 2 == 0 ? first : second;
                looks.add(
                        () -> {
                            HouseClock.at(then, () -> ripen.accept(node));
                            return null;
                        });
            }
            for (Future<Void> look : nodes.invokeAll(looks)) look.get();
        }
    }

    private long count(String sql, long id) {
        return jdbc.sql(sql).param("id", id).query((row, n) -> row.getLong(1)).single();
    }

    private static Consumer<ApplicationContext> conclusions() {
        return node -> node.getBean(Conclusions.class).ripen();
    }

    private static Consumer<ApplicationContext> renewals() {
        return node -> node.getBean(Renewals.class).ripen();
    }

    @Test
    void ofAQuestion() throws Exception {
        QuestionId id = cast.question(cast.member("Nadia Node"), "Which node asks?");
        settle();
        jdbc.sql("update questions.question set clock_at = null where id <> :id")
                .param("id", id.value())
                .update();
        Instant from =
                jdbc.sql("select clock_from from questions.question where id = :id")
                        .param("id", id.value())
                        .query((row, n) -> org.commonplace.chrome.Rows.instant(row, "clock_from"))
                        .single();
        int taken = 1;
        for (Duration after :
                List.of(Duration.ofHours(24), Duration.ofHours(72), Duration.ofDays(7))) {
            race(
                    from.plus(after).minusSeconds(60),
                    node -> node.getBean(RescueClock.class).ripen());
            assertThat(steps(id)).as("a minute before").isEqualTo(taken);
            race(from.plus(after), node -> node.getBean(RescueClock.class).ripen());
            assertThat(steps(id)).as("at %s", after).isEqualTo(++taken);
        }
    }

    private long steps(QuestionId id) {
        return count(
                "select count(*) from catalogue.activity where verb = 'clock' and card = :id",
                id.value());
    }

    @Test
    void ofAPractice() throws Exception {
        Person keeper = cast.member("Nora Node");
        PracticeId id =
                practices.keep(NewPractice.of("Two nodes", "Do one.", "en"), keeper.viewer());
        Instant review = practices.get(id, keeper.viewer()).reviewAt();
        race(review.minus(Duration.ofDays(60)), renewals());
        assertThat(moves(id, "due")).isEqualTo(1);
        race(review, renewals());
        race(review.plusSeconds(60), renewals());
        assertThat(moves(id, "overdue")).isEqualTo(1);
    }

    private long moves(PracticeId id, String to) {
        return count(
                "select count(*) from catalogue.move where card = :id and to_state = '" + to + "'",
                id.value());
    }

    @Test
    void ofAPracticesSilentKeeper() throws Exception {
        Person keeper = cast.member("Nils Node");
        Person asker = cast.member("Nena Node");
        PracticeId id =
                practices.keep(NewPractice.of("Silent nodes", "Do none.", "en"), keeper.viewer());
        for (String text : List.of("How?", "When?"))
            asker.get("/practices/" + id).form("/talk/" + id).with("text", text).send().ok();
        settle();
        Instant missed = Instant.now().plus(Duration.ofDays(7)).plusSeconds(60);
        race(missed, node -> node.getBean(Keepers.class).ripen());
        assertThat(
                        count(
                                "select count(*) from awareness.request where kind = 'second-hands' and card = :id",
                                id.value()))
                .isEqualTo(1);
        race(missed.plus(Duration.ofDays(61)), node -> node.getBean(Keepers.class).ripen());
        assertThat(visitor().get("/practices/" + id).text()).contains("would like a second pair");
    }

    @Test
    void ofAWorkgroup() throws Exception {
        Person founder = cast.member("Nuno Node");
        WorkgroupId id =
                beginnings.begin(
                        Beginnings.Draft.of("Two nodes in a group", List.of(), "en"),
                        founder.viewer());
        seats.join(id, true, cast.member("Nina Node").viewer());
        Instant silent = workgroups.get(id, founder.viewer()).movedAt().plus(Duration.ofDays(14));
        race(silent.minusSeconds(60), conclusions());
        assertThat(activity(id, "stalled")).isZero();
        race(silent, conclusions());
        assertThat(activity(id, "stalled")).isEqualTo(1);
        race(silent.plus(Duration.ofDays(30)), conclusions());
        race(silent.plus(Duration.ofDays(31)), conclusions());
        assertThat(activity(id, "concluded")).isEqualTo(1);
    }

    private long activity(WorkgroupId id, String verb) {
        return count(
                "select count(*) from catalogue.activity where verb like '"
                        + verb
                        + "%' and card = :id",
                id.value());
    }

    @Test
    void ofAStewardship() throws Exception {
        Person founder = cast.host("Nele Node");
        Instant now = Instant.now();
        CommunityId id =
                communities.found(
                        new Communities.Draft(
                                "nodes-" + founder.id(), "Nodes", "x", "", "everyone", "en"),
                        founder.id());
        Instant end = now.plus(Duration.ofDays(365));
        race(end.minus(Duration.ofDays(29)), node -> node.getBean(Stewards.class).ripen());
        race(end.plusSeconds(60), node -> node.getBean(Stewards.class).ripen());
        assertThat(letters(founder, "%ends soon%")).isEqualTo(1);
        assertThat(letters(founder, "%has ended%")).isEqualTo(1);
        assertThat(
                        count(
                                "select count(*) from communities.steward where community = :id",
                                id.value()))
                .isZero();
    }

    private long letters(Person to, String words) {
        return jdbc.sql(
                        "select count(*) from mail.letter where recipient = :to and subject like :words")
                .param("to", to.email())
                .param("words", words)
                .query((row, n) -> row.getLong(1))
                .single();
    }
}
