package org.commonplace.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.commonplace.chrome.Markdown;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.WordDiff;
import org.commonplace.moderation.PatronGuard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever strangers send is read in time that grows no faster than its length, up to the size of
 * the largest mail. The bounds are generous: what they guard against took minutes.
 */
class ReadingIsLinearTests {
    /** Of a mail, in bytes. */
    private static final int LARGEST = 24_000_000;

    /** Of a text that somebody types or that a mail says, in characters. */
    private static final int TEXT = 400_000;

    private static final Duration LONG = Duration.ofSeconds(30);

    private static String some(String unit, int length) {
        return unit.repeat(Math.max(1, length / unit.length()));
    }

    private static byte[] mail(String type, String body) {
        return ("From: zoe@example.org\nTo: commons@localhost\nSubject: Hello\nMessage-ID: <a@b>\nContent-Type: "
                        + type
                        + "\n\n"
                        + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] plain(String body) {
        return mail("text/plain; charset=utf-8", body);
    }

    private static byte[] html(String body) {
        return mail("text/html; charset=utf-8", body);
    }

    private static byte[] header(String name, String value) {
        return (name + ": " + value + "\nSubject: Hello\nFrom: zoe@example.org\n\nHello.\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, IntFunction<byte[]>> mails() {
        Map<String, IntFunction<byte[]>> all = new LinkedHashMap<>();
        all.put("a greeting and a line without a space", n -> plain("Hello,\n\n" + some("a", n)));
        all.put("accents", n -> plain("Hello,\n\na" + some("\u0301", n)));
        all.put("addresses without an end", n -> plain("Hello,\n\n" + some("a@", n)));
        all.put("angles", n -> plain("Hello,\n\n" + some("<a@", n)));
        all.put("pictures", n -> plain("Hello,\n\n" + some("[image:", n)));
        all.put("pictures on lines", n -> plain("Hello,\n\n" + some("[image:\n", n)));
        all.put("dashes", n -> plain("Hello,\n\n" + some("-", n) + "x"));
        all.put("dashes and blanks", n -> plain("Hello,\n\n" + some("- ", n) + "x"));
        all.put("blanks", n -> plain("Hello,\n\n-" + some(" ", n) + "x"));
        all.put("underscores", n -> plain("Hello,\n\n" + some("_ *", n) + "x"));
        all.put("marks of quotation", n -> plain("Hello,\n\n" + some(">", n) + "x"));
        all.put("marks and blanks", n -> plain("Hello,\n\n" + some("> ", n) + "x"));
        all.put("rules", n -> plain("Hello,\n\n" + some("________\n", n)));
        all.put("empty lines", n -> plain("Hello,\n" + some("\n", n) + "x"));
        all.put("digits", n -> plain("Hello,\n\n" + some("1", n)));
        all.put("phones", n -> plain("Hello,\n\n" + some("+1 23 ", n)));
        all.put("who wrote", n -> plain("Hello,\n\n" + some("on x wrote ", n)));
        all.put("who wrote, on lines", n -> plain("Hello,\n" + some("on 1 x wrote\n", n)));
        all.put("schrieb am", n -> plain("Hello,\n" + some("am schrieb am 1 ", n)));
        all.put("phones’ footers", n -> plain("Hello,\n" + some("Sent from my phone\n", n)));
        all.put("legal notes", n -> plain("Hello,\n" + some("Disclaimer: x\n\n", n)));
        all.put("signatures", n -> plain("Hello,\n" + some("-- \nx\n", n)));
        all.put("header blocks", n -> plain("Hello,\n" + some("From: x\nTo: y\n", n)));
        all.put(
                "PGP begins",
                n -> plain(some("-----BEGIN PGP SIGNED MESSAGE-----\nHash: x\n\n", n)));
        all.put(
                "PGP headers",
                n -> plain("-----BEGIN PGP SIGNED MESSAGE-----\n" + some("Hash: x\n", n)));
        all.put("commands", n -> plain("Hello,\n" + some("+" + some("a", 50) + "\n", n)));
        all.put("carriage returns", n -> plain("Hello,\n" + some("\r", n)));
        all.put("forwarded", n -> plain(some("---------- Forwarded message ---------\n", n)));
        all.put("flowed", n -> mail("text/plain; format=flowed", some("a \n", n)));
        all.put("divs in divs", n -> html(some("<div>", n) + "x"));
        all.put("quotations in quotations", n -> html(some("<blockquote>", n) + "x"));
        all.put("bold in bold", n -> html(some("<b>", n) + "x"));
        all.put("fonts in tables", n -> html(some("<table><font>", n) + "x"));
        all.put("many divs", n -> html(some("<div>x</div>", n)));
        all.put(
                "many citations",
                n -> html(some("<blockquote type=cite>x</blockquote>", n) + "<p>own"));
        all.put(
                "many citations and words",
                n -> html(some("<blockquote type=cite>x</blockquote><p></p>", n)));
        all.put(
                "moz-forward-container",
                n -> html("<div class=moz-forward-container></div>" + some("<p>x</p>", n)));
        all.put("many marks of Outlook", n -> html(some("<div id=appendonsend></div>", n) + "x"));
        all.put("many signatures", n -> html("x" + some("<div class=gmail_signature>x</div>", n)));
        all.put("attributes", n -> html("<div " + some("a=b ", n) + ">x</div>"));
        all.put("broken tags", n -> html(some("<", n)));
        all.put("entities", n -> html(some("&amp", n)));
        all.put("comments", n -> html(some("<!-", n)));
        all.put("lists in lists", n -> html(some("<ul><li>", n) + "x"));
        all.put("one table", n -> html("<table>" + some("<tr><td>x</td></tr>", n)));
        all.put(
                "a wide table",
                n -> html("<table><tr>" + some("<td>x", n / 2) + some("<tr><td>x", n / 2)));
        all.put(
                "many parts",
                n -> mail("multipart/mixed; boundary=b", some("--b\n\nx\n", n) + "--b--\n"));
        all.put(
                "parts in parts",
                n -> {
                    StringBuilder body = new StringBuilder();
                    for (int i = 0; body.length() < n; i++)
                        body.append("--b")
                                .append(i)
                                .append("\nContent-Type: multipart/mixed; boundary=b")
                                .append(i + 1)
                                .append("\n\n");
                    return mail("multipart/mixed; boundary=b0", body.toString());
                });
        all.put(
                "mails in mails",
                n -> mail("message/rfc822", some("Content-Type: message/rfc822\n\n", n)));
        all.put(
                "a mail in mails, and long",
                n ->
                        mail(
                                "message/rfc822",
                                some("Content-Type: message/rfc822\n\n", n / 2)
                                        + some("abc def\n", n / 2)));
        all.put("a long subject", n -> header("Subject", some("=?utf-8?q?a", n)));
        all.put("a subject of question marks", n -> header("Subject", some("=?", n)));
        all.put("Re: Re: Re:", n -> header("Subject", some("Re: ", n)));
        all.put("a giant From", n -> header("From", some("a@b.example, ", n)));
        all.put("a From of brackets", n -> header("From", some("(", n)));
        all.put("a From of quotes", n -> header("From", some("\"\\", n)));
        all.put("many headers", n -> header(some("X-A: b\n", n) + "X-B", "c"));
        all.put(
                "folded headers",
                n -> header("Content-Type", "multipart/mixed" + some(";\n a=b", n)));
        all.put("many references", n -> header("References", some("<a@b> ", n)));
        all.put("references without an end", n -> header("References", some("<a", n)));
        all.put("results", n -> header("Authentication-Results", "x; " + some("dkim=pass ", n)));
        all.put(
                "many results",
                n -> header(some("Authentication-Results: x; dkim=pass\n", n) + "X", "y"));
        all.put("parameters", n -> header("Content-Type", "text/plain" + some("; boundary ", n)));
        all.put(
                "no boundary named",
                n -> mail("multipart/mixed", some("--" + "x".repeat(60) + "\nx\n", n)));
        return all;
    }

    private static Stream<String> mailNames() {
        return mails().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("mailNames")
    void aMailOfTheSizeLimitIsRead(String name) {
        IntFunction<byte[]> one = mails().get(name);
        grows(one, TEXT, ReadingIsLinearTests::read);
        within(one.apply(LARGEST), ReadingIsLinearTests::read);
    }

    private static Map<String, IntFunction<String>> texts() {
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("letters", n -> some("a", n));
        all.put("accents", n -> "a" + some("\u0301", n));
        all.put("capitals", n -> some("Aa ", n));
        all.put("names", n -> some("Ana Neri ", n));
        all.put("names in a patron’s company", n -> some("patron Ana Neri ", n));
        all.put("digits", n -> some("2 ", n));
        all.put("phones", n -> some("call 020 555-", n));
        all.put("plates", n -> some("car AB", n));
        all.put("addresses", n -> some("1 Aa ", n));
        all.put("e-mails", n -> some("a@b.", n));
        all.put("brackets", n -> some("[", n));
        all.put("links", n -> some("[a](", n));
        all.put("stars", n -> some("*a", n));
        all.put("stars and underscores", n -> some("*a_ ", n));
        all.put("backticks", n -> some("`a``", n));
        all.put("quotes", n -> some("> ", n));
        all.put("lists", n -> some("* ", n));
        all.put("angles", n -> some("<a ", n));
        all.put("HTML", n -> some("<b>", n));
        all.put("HTML blocks", n -> some("<div>\n\n", n));
        all.put("addresses of the web", n -> some("www.a", n));
        all.put("ats", n -> some("a.b@", n));
        all.put("entities", n -> some("&#1;", n));
        all.put(
                "a table wide and long",
                n -> some("|a", n / 4) + "\n" + some("|-", n / 4) + "\n" + some("|\n", n / 2));
        all.put(
                "one address, many links",
                n -> "[a]: /" + some("b", n / 2) + "\n\n" + some("[a] ", n / 2));
        all.put("definitions", n -> some("[a]: b\n", n));
        all.put("marks in marks", n -> some("*a ", n / 2) + some("b* ", n / 2));
        all.put("tildes", n -> some("~~a ", n));
        all.put("blanks", n -> "a" + some(" ", n) + "b");
        all.put("lines", n -> some("a\n", n));
        return all;
    }

    private static Stream<String> textNames() {
        return texts().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("textNames")
    void aTextIsGuarded(String name) {
        grows(texts().get(name), TEXT, PatronGuard::in);
    }

    @ParameterizedTest
    @MethodSource("textNames")
    void aTextIsRendered(String name) {
        grows(texts().get(name), TEXT, Markdown::html);
        grows(texts().get(name), TEXT, Markdown::plain);
    }

    /** Two texts that have much in common, or nothing. */
    private static Map<String, IntFunction<String[]>> pairs() {
        Map<String, IntFunction<String[]>> all = new LinkedHashMap<>();
        all.put("other words", n -> pair(words(n, 1, " "), words(n, 2, " ")));
        all.put("other lines", n -> pair(words(n, 1, "\n"), words(n, 2, "\n")));
        all.put("other paragraphs", n -> pair(words(n, 1, "\n\n"), words(n, 2, "\n\n")));
        all.put("two words alone", n -> pair(some("a b\n\n", n), some("b\n\nb a\n\n", n)));
        all.put("short and long", n -> pair("a", words(n, 2, "\n\n")));
        all.put("signs", n -> pair(some("-", n), some("+", n)));
        return all;
    }

    private static String[] pair(String one, String other) {
        return new String[] {one, other};
    }

    private static String words(int length, int seed, String between) {
        Random random = new Random(seed);
        StringBuilder words = new StringBuilder();
        while (words.length() < length)
            words.append(Integer.toString(random.nextInt(1_000_000), 36)).append(between);
        return words.toString();
    }

    private static Stream<String> pairNames() {
        return pairs().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("pairNames")
    void twoTextsAreCompared(String name) {
        grows(pairs().get(name), TEXT, pair -> WordDiff.between(pair[0], pair[1]));
        grows(pairs().get(name), TEXT, pair -> Merge.of("a\n\nb", pair[0], pair[1]));
        grows(pairs().get(name), TEXT, pair -> Merge.of(pair[0], pair[1], pair[0] + "\n\nx"));
    }

    private static void read(byte[] raw) {
        try {
            Mime mime = Mime.of(raw);
            mime.from();
            mime.name();
            Mail.title(mime.subject());
            mime.messageId();
            mime.answers();
            Loops.reason(mime, "zoe@example.org", "localhost");
            new Vouching(List.of("x")).vouches(mime);
            MailText.of(mime);
        } catch (java.io.IOException e) {
            // Not read at all: it is set aside, and quickly.
        }
    }

    private interface Reading<T> {
        void of(T input);
    }

    /** Four times as much takes hardly more than four times as long. */
    private static <T> void grows(IntFunction<T> input, int most, Reading<T> reading) {
        within(input.apply(most / 16), reading);
        long some = within(input.apply(most / 4), reading);
        long all = within(input.apply(most), reading);
        assertThat(all)
                .as("milliseconds of %s, of a quarter %s", all, some)
                .isLessThanOrEqualTo(9 * some + 400);
    }

    /** In milliseconds of CPU. */
    private static <T> long within(T input, Reading<T> reading) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Long> took = new AtomicReference<>();
        Thread reader =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        reading.of(input);
                                        took.set(
                                                ManagementFactory.getThreadMXBean()
                                                                .getCurrentThreadCpuTime()
                                                        / 1_000_000);
                                    } catch (Throwable e) {
                                        thrown.set(e);
                                    }
                                });
        try {
            reader.join(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(thrown.get()).isNull();
        assertThat(took.get()).as("it is read within " + LONG).isNotNull();
        return took.get();
    }
}
