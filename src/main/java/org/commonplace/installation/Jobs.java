package org.commonplace.installation;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.commonplace.awareness.Digests;
import org.commonplace.awareness.WaitingRequests;
import org.commonplace.chrome.Drafts;
import org.commonplace.chrome.Hands;
import org.commonplace.chrome.Sendings;
import org.commonplace.communities.Stewards;
import org.commonplace.mail.ImapPost;
import org.commonplace.mail.IncomingMails;
import org.commonplace.mail.Letters;
import org.commonplace.moderation.Moderation;
import org.commonplace.people.Housekeeping;
import org.commonplace.practices.Keepers;
import org.commonplace.practices.PracticeLinks;
import org.commonplace.practices.Renewals;
import org.commonplace.questions.Outcomes;
import org.commonplace.questions.Questions;
import org.commonplace.questions.RescueClock;
import org.commonplace.search.Indexer;
import org.commonplace.topics.Atlas;
import org.commonplace.topics.Concepts;
import org.commonplace.workgroups.Conclusions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Scheduled work, through the database: it survives restarts, and of many nodes one does it. */
@Component
class Jobs implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private final Scheduler scheduler;
    private final boolean on;
    private volatile boolean running;

    Jobs(
            DataSource database,
            Moderation moderation,
            Indexer indexer,
            Concepts concepts,
            Atlas atlas,
            Drafts drafts,
            Sendings sendings,
            Letters letters,
            IncomingMails mails,
            ImapPost mailbox,
            Housekeeping people,
            Questions questions,
            RescueClock rescue,
            Outcomes outcomes,
            Renewals renewals,
            Keepers keepers,
            PracticeLinks links,
            Conclusions conclusions,
            Stewards stewards,
            WaitingRequests waiting,
            Digests digests,
            @Value("${commonplace.background:true}") boolean on) {
        this.on = on;
        List<RecurringTask<Void>> tasks =
                List.of(
                        job(
                                "held-posts",
                                FixedDelay.of(Duration.ofMinutes(10)),
                                moderation::remind),
                        job(
                                "clocks",
                                FixedDelay.of(Duration.ofSeconds(30)),
                                () ->
                                        each(
                                                rescue::ripen,
                                                outcomes::ripen,
                                                renewals::ripen,
                                                keepers::ripen,
                                                conclusions::ripen,
                                                stewards::ripen,
                                                waiting::ripen)),
                        job(
                                "housekeeping",
                                FixedDelay.of(Duration.ofHours(1)),
                                () ->
                                        each(
                                                people::forget,
                                                drafts::forget,
                                                sendings::forget,
                                                letters::forget,
                                                mails::forget,
                                                questions::forget)),
                        job(
                                "index-check",
                                Schedules.daily(ZoneOffset.UTC, LocalTime.of(3, 10)),
                                () -> LOG.info("index checked: {}", indexer.check())),
                        job("mailbox", FixedDelay.of(Duration.ofMinutes(1)), mailbox::fetch),
                        job("digests", FixedDelay.of(Duration.ofMinutes(5)), digests::ripen),
                        job("links", FixedDelay.of(Duration.ofMinutes(20)), links::check),
                        job("atlas", FixedDelay.of(Duration.ofHours(1)), atlas::draw),
                        job(
                                "topic-counts",
                                Schedules.daily(ZoneOffset.UTC, LocalTime.of(3, 40)),
                                concepts::recountAll));
        this.scheduler =
                Scheduler.create(database)
                        .tableName("installation.scheduled_tasks")
                        .startTasks(tasks)
                        .threads(2)
                        .pollingInterval(Duration.ofSeconds(20))
                        .build();
    }

    private static RecurringTask<Void> job(
            String name,
            com.github.kagkarlsson.scheduler.task.schedule.Schedule schedule,
            Runnable work) {
        return Tasks.recurring(name, schedule).execute((instance, context) -> carryOut(name, work));
    }

    /** All of them, though one fails: what it threw is thrown when the others are through. */
    private static void each(Runnable... parts) {
        RuntimeException failed = null;
        for (Runnable part : parts)
            try {
                part.run();
            } catch (RuntimeException e) {
                if (failed == null) failed = e;
                else failed.addSuppressed(e);
            }
        if (failed != null) throw failed;
    }

    /** The scheduler goes on whatever a job throws; an error is counted with the others. */
    private static void carryOut(String name, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            Hands.failed("job " + name, e);
            throw e;
        } catch (Error e) {
            Hands.fell("job " + name, e);
            throw e;
        }
    }

    @Override
    public void start() {
        if (!on) return;
        scheduler.start();
        running = true;
    }

    @Override
    public void stop() {
        if (running) scheduler.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
