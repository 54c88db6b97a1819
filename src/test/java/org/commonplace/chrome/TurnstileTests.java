package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TurnstileTests {
    @TempDir private Path data;

    private static void through(Turnstile turnstile, String path) throws Exception {
        turnstile.doFilter(
                new MockHttpServletRequest("GET", path),
                new MockHttpServletResponse(),
                new MockFilterChain());
    }

    @Test
    void whoseTurnDoesNotComeInTimeHearsSoAndHealthNeedsNoTurn() throws Exception {
        Turnstile turnstile = new Turnstile(1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread slow =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        turnstile.doFilter(
                                                new MockHttpServletRequest("GET", "/slow"),
                                                new MockHttpServletResponse(),
                                                (request, response) -> {
                                                    inside.countDown();
                                                    try {
                                                        end.await();
                                                    } catch (InterruptedException e) {
                                                        throw new IllegalStateException(e);
                                                    }
                                                });
                                    } catch (Exception e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
        inside.await();
        through(turnstile, "/actuator/health");
        through(turnstile, "/assets/one/site.css");
        assertThatThrownBy(() -> through(turnstile, "/questions"))
                .isInstanceOf(NotNow.class)
                .hasMessage("away.busy");
        end.countDown();
        slow.join();
        through(turnstile, "/questions");
    }

    @Test
    void aLargeAnswerWaitsInTheSpoolAndIsForgottenAfterwards() throws Exception {
        Turnstile turnstile = new Turnstile(1);
        Spool spool = new Spool(data, true);
        byte[] page = new byte[3_000_000];
        java.util.Arrays.fill(page, (byte) 'a');
        MockHttpServletResponse response = new MockHttpServletResponse();
        try (Answer made = new Answer(response, spool)) {
            turnstile.doFilter(
                    new MockHttpServletRequest("GET", "/large"),
                    made,
                    (request, answer) -> {
                        answer.getOutputStream().write(page);
                        assertThat(data.resolve("spool")).isNotEmptyDirectory();
                    });
            through(turnstile, "/questions");
            assertThat(response.getContentAsByteArray()).as("not sent yet").isEmpty();
            made.send();
        }
        assertThat(response.getContentAsByteArray()).isEqualTo(page);
        assertThat(data.resolve("spool")).isEmptyDirectory();
    }

    @Test
    void aStreamOfEventsGoesOutAtOnceAndHoldsNoPlace() throws Exception {
        Turnstile turnstile = new Turnstile(1);
        MockHttpServletResponse response = new MockHttpServletResponse();
        try (Answer made = new Answer(response, new Spool(data, true))) {
            turnstile.doFilter(
                    new MockHttpServletRequest("GET", "/me/live"),
                    made,
                    (request, answer) -> {
                        answer.setContentType("text/event-stream");
                        answer.getOutputStream()
                                .write("event: bell".getBytes(StandardCharsets.UTF_8));
                        answer.flushBuffer();
                        assertThat(response.getContentAsString()).isEqualTo("event: bell");
                        try {
                            through(turnstile, "/questions");
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }
}
