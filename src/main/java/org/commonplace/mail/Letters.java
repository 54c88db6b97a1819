package org.commonplace.mail;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.commonplace.chrome.Bell;
import org.commonplace.chrome.Pages;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The queue of letters: written in the transaction of what they are about, sent after it. */
@Component
public class Letters {
    static final int ATTEMPTS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TypeReference<Map<String, String>> TAKES = new TypeReference<>() {};
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final Pages pages;
    private final Site site;
    private final Clock clock;
    private final JsonMapper json;
    private final Texts texts;
    private final Addresses addresses;
    private final Bell bell = new Bell();

    Letters(
            JdbcClient jdbc,
            NamedParameterJdbcTemplate batches,
            Pages pages,
            Site site,
            Clock clock,
            JsonMapper json,
            Texts texts,
            Addresses addresses) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.texts = texts;
        this.addresses = addresses;
        this.pages = pages;
        this.site = site;
        this.clock = clock;
    }

    private static final String QUEUE =
            """
            insert into mail.letter
                (event, recipient, subject, body_text, body_html, message_id, queued_at, next_attempt_at,
                 token, reader, about, thread, sender_name, list, list_name, takes, leaving, in_reply_to)
            select :event, :to, :subject, :text, :html, :message, :now, :now,
                   :token, :reader, :about, :thread, :from, :list, :listName, cast(:takes as jsonb), :leaving, :answers
             where (cast(:reader as bigint) is null
                    or not exists (select from mail.address a where a.email = :to and a.suspended_at is not null))
               and (:leaving is distinct from 'strangers' or not exists (select from mail.unwanted u where u.email = :to))
            on conflict (event, recipient) do nothing
            """;

    /**
     * Queues a letter. A second one for the same event and recipient is not queued, nor any to a
     * member whose address takes none, nor to a stranger who wants none.
     */
    public void queue(Letter letter) {
        queue(List.of(letter));
    }

    /** Queues many at once. */
    public void queue(List<Letter> all) {
        if (all.isEmpty()) return;
        batches.batchUpdate(
                QUEUE, all.stream().map(this::parameters).toArray(MapSqlParameterSource[]::new));
        bell.ring();
    }

    private MapSqlParameterSource parameters(Letter letter) {
        String token = token();
        Letter.Purpose purpose = letter.purpose();
        @Nullable String leave =
                purpose.leaving() == null ? null : site.url() + "/letters/" + token;
        return new MapSqlParameterSource()
                .addValue("event", letter.event())
                .addValue("to", letter.to())
                .addValue("subject", letter.subject())
                .addValue("text", letter.asText() + foot(letter, leave))
                .addValue("html", html(letter, leave))
                .addValue("message", UUID.randomUUID() + "@" + addresses.host())
                .addValue("now", Rows.sql(clock.instant()))
                .addValue("token", token)
                .addValue("reader", purpose.reader())
                .addValue("about", purpose.card())
                .addValue("thread", purpose.thread())
                .addValue("from", purpose.from())
                .addValue("list", purpose.list())
                .addValue("listName", purpose.listName())
                .addValue("takes", json.writeValueAsString(purpose.takes()))
                .addValue("leaving", purpose.leaving())
                .addValue("answers", purpose.answers());
    }

    private String html(Letter letter, @Nullable String leave) {
        Map<String, Object> model = new HashMap<>();
        model.put("letter", letter);
        model.put("site", site.name());
        model.put("url", site.url());
        model.put("leave", leave);
        model.put("leaveLabel", leaveLabel(letter));
        return pages.render("mail/letter", model);
    }

    private String leaveLabel(Letter letter) {
        return texts.text(Locale.of(letter.language()), "mail.leave");
    }

    private String foot(Letter letter, @Nullable String leave) {
        return leave == null ? "" : "\n" + leaveLabel(letter) + ":\n" + leave + "\n";
    }

    /** Eighty random bits, as letters and digits that survive every mail program. */
    private static String token() {
        byte[] bits = new byte[10];
        RANDOM.nextBytes(bits);
        return String.format("%16s", new BigInteger(1, bits).toString(32)).replace(' ', '0');
    }

    /** A letter that went, as an answer to it finds it. */
    public record Sent(
            long id,
            String token,
            String to,
            @Nullable Long reader,
            @Nullable Long card,
            @Nullable Long thread,
            Map<String, String> takes,
            @Nullable String leaving,
            String messageId) {
        /** Whether somebody here had it sent to an address. */
        boolean stranger() {
            return Letter.STRANGERS.equals(leaving);
        }
    }

    private static final String SENT =
            """
            select id, token, recipient, reader, about, thread, takes, leaving, message_id from mail.letter
            """;

    /** The letter of a token. */
    public Optional<Sent> sent(String token) {
        return jdbc.sql(SENT + " where token = :token")
                .param("token", token)
                .query((row, n) -> sent(row))
                .optional();
    }

    /** The latest letter of ours among these Message-IDs. */
    public Optional<Sent> sent(List<String> messageIds) {
        if (messageIds.isEmpty()) return Optional.empty();
        return jdbc.sql(SENT + " where message_id = any(:ids) order by id desc limit 1")
                .param("ids", messageIds.toArray(new String[0]))
                .query((row, n) -> sent(row))
                .optional();
    }

    private Sent sent(ResultSet row) throws SQLException {
        return new Sent(
                row.getLong("id"),
                row.getString("token"),
                row.getString("recipient"),
                Rows.longOrNull(row, "reader"),
                Rows.longOrNull(row, "about"),
                Rows.longOrNull(row, "thread"),
                json.readValue(row.getString("takes"), TAKES),
                row.getString("leaving"),
                row.getString("message_id"));
    }

    /** Rings when a letter is queued here. */
    Bell bell() {
        return bell;
    }

    /**
     * The next letter that is due, locked until the transaction ends; others pass over it. None to
     * a domain that rests.
     */
    Optional<Queued> due(Collection<String> resting) {
        return jdbc.sql(
                        """
                select * from mail.letter
                 where state = 'queued' and next_attempt_at <= :now
                   and split_part(recipient, '@', 2) <> all(:resting)
                 order by next_attempt_at
                 limit 1 for update skip locked
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("resting", resting.toArray(new String[0]))
                .query((row, n) -> queued(row))
                .optional();
    }

    private static Queued queued(ResultSet row) throws SQLException {
        return new Queued(
                row.getLong("id"),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("body_text"),
                row.getString("body_html"),
                row.getString("message_id"),
                row.getInt("attempts"),
                row.getString("token"),
                Rows.longOrNull(row, "reader"),
                Rows.longOrNull(row, "thread"),
                row.getString("sender_name"),
                row.getString("list"),
                row.getString("list_name"),
                row.getString("leaving"),
                row.getString("in_reply_to"));
    }

    /**
     * What the recipient's mail program has of the letter's thread: Message-IDs of their own mails
     * and of letters to them, oldest first; the first, and the last nine.
     */
    List<String> before(Queued letter) {
        return jdbc.sql(
                        """
                select message_id from (
                    select message_id, at, row_number() over (order by at) as first, row_number() over (order by at desc) as last
                      from (select message_id, queued_at as at from mail.letter
                             where recipient = :to and thread = :thread and id < :id and state = 'sent'
                            union all
                            select message_id, received_at from mail.incoming
                             where sender = :reader and thread = :thread and message_id is not null
                               and received_at < (select queued_at from mail.letter where id = :id)) own) own
                 where first = 1 or last <= 9 order by at
                """)
                .param("to", letter.to())
                .param("thread", letter.thread())
                .param("reader", letter.reader())
                .param("id", letter.id())
                .query((row, n) -> row.getString(1))
                .list();
    }

    void sent(Queued letter) {
        jdbc.sql(
                        "update mail.letter set state = 'sent', sent_at = :now, attempts = attempts + 1 where id = :id")
                .param("now", Rows.sql(clock.instant()))
                .param("id", letter.id())
                .update();
    }

    /**
     * Puts a letter off: a minute, two, four, up to six hours; after the last attempt it has
     * failed.
     */
    void putOff(Queued letter, String error) {
        Instant next = clock.instant().plus(backoff(letter.attempts()));
        jdbc.sql(
                        """
                update mail.letter
                   set attempts = attempts + 1, last_error = :error, next_attempt_at = :next,
                       state = case when attempts + 1 >= :most then 'failed' else 'queued' end
                 where id = :id
                """)
                .param("error", error)
                .param("next", Rows.sql(next))
                .param("most", ATTEMPTS)
                .param("id", letter.id())
                .update();
    }

    /** The recipient's server refuses it for good. */
    void failed(Queued letter, String error) {
        jdbc.sql(
                        "update mail.letter set state = 'failed', attempts = attempts + 1, last_error = :error where id = :id")
                .param("error", error)
                .param("id", letter.id())
                .update();
    }

    static Duration backoff(int attempts) {
        return Duration.ofMinutes(Math.min(360, 1L << Math.min(attempts, 9)));
    }

    /**
     * Forgets what letters said, two weeks after they went; that they went is kept, so that none
     * goes twice.
     */
    public int forget() {
        return jdbc.sql(
                        """
                update mail.letter set body_text = '', body_html = '', subject = '', takes = '{}'
                 where state <> 'queued' and body_text <> '' and queued_at < :before
                """)
                .param("before", Rows.sql(clock.instant().minus(Duration.ofDays(14))))
                .update();
    }

    /** Whether nobody here can have a letter sent to an address, as its owner wants it. */
    public boolean unwanted(String email) {
        return jdbc.sql("select exists (select from mail.unwanted where email = :email)")
                .param("email", email)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** By an answer to its address for leaving: ends what a stranger has letters for. */
    public boolean ended(Sent letter) {
        if (letter.stranger()) strangers(letter.to(), false);
        return letter.stranger();
    }

    /** Ends what an address has letters for, or lets it begin again. */
    void strangers(String email, boolean wanted) {
        jdbc.sql(
                        wanted
                                ? "delete from mail.unwanted where email = :email"
                                : "insert into mail.unwanted (email, at) values (:email, now()) on conflict do nothing")
                .param("email", email)
                .update();
    }

    /** Forgets every letter to an address, as when its owner leaves. */
    public void forget(String recipient) {
        jdbc.sql("delete from mail.letter where recipient = :recipient")
                .param("recipient", recipient)
                .update();
    }

    /** A letter that has not gone, as the administrator's list shows it. */
    public record Waiting(
            long id,
            String to,
            String state,
            int attempts,
            @Nullable String error,
            Instant nextAt) {}

    /** Those that failed or came back, and those that wait; the latest first. */
    public List<Waiting> waiting(int most) {
        return jdbc.sql(
                        """
                select id, recipient, state, attempts, last_error, next_attempt_at from mail.letter
                 where state in ('failed', 'bounced') or state = 'queued'
                 order by state = 'queued', id desc limit :most
                """)
                .param("most", most)
                .query(
                        (row, n) ->
                                new Waiting(
                                        row.getLong("id"),
                                        row.getString("recipient"),
                                        row.getString("state"),
                                        row.getInt("attempts"),
                                        row.getString("last_error"),
                                        Rows.instant(row, "next_attempt_at")))
                .list();
    }

    /** Tries a letter again now, if its words are still there. */
    public void again(long id) {
        jdbc.sql(
                        """
                update mail.letter set state = 'queued', attempts = 0, next_attempt_at = :now
                 where id = :id and state <> 'sent' and body_text <> ''
                """)
                .param("now", Rows.sql(clock.instant()))
                .param("id", id)
                .update();
        bell.ring();
    }

    /** Gives a letter up; that it was written is kept, so that it is not written again. */
    public void drop(long id) {
        jdbc.sql(
                        "update mail.letter set state = 'sent', body_text = '', body_html = '' where id = :id and state <> 'sent'")
                .param("id", id)
                .update();
    }

    /** How many letters wait, went and failed, for the administrator. */
    public Map<String, Long> counts() {
        return jdbc
                .sql("select state, count(*) as n from mail.letter group by state")
                .query((row, n) -> Map.entry(row.getString("state"), row.getLong("n")))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    record Queued(
            long id,
            String to,
            String subject,
            String text,
            String html,
            String messageId,
            int attempts,
            String token,
            @Nullable Long reader,
            @Nullable Long thread,
            @Nullable String from,
            @Nullable String list,
            @Nullable String listName,
            @Nullable String leaving,
            @Nullable String answers) {
        String domain() {
            return to.substring(to.lastIndexOf('@') + 1);
        }
    }
}
