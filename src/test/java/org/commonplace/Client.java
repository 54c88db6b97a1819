package org.commonplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A browser without scripts. It keeps cookies, follows redirects, and sends the forms that it finds
 * on pages.
 */
public class Client {
    private final String base;
    private final CookieManager cookies;
    private final HttpClient http;

    public Client(String base) {
        this(base, new CookieManager(null, CookiePolicy.ACCEPT_ALL));
    }

    private Client(String base, CookieManager cookies) {
        this.base = base;
        this.cookies = cookies;
        this.http =
                HttpClient.newBuilder()
                        .cookieHandler(cookies)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
    }

    /** The same browser, with its cookies, at another address. */
    public Client at(String other) {
        return new Client(other, cookies);
    }

    /**
     * Opens a stream of server-sent events; its lines are added to the list as they come. Returns
     * the status.
     */
    public int listen(String path, List<String> lines) {
        try {
            HttpResponse<InputStream> answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(base + path))
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200)
                Thread.ofVirtual()
                        .start(
                                () ->
                                        new BufferedReader(
                                                        new InputStreamReader(
                                                                answer.body(),
                                                                StandardCharsets.UTF_8))
                                                .lines()
                                                .forEach(lines::add));
            return answer.statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A page as it was answered. */
    public record Page(
            Client client,
            int status,
            String path,
            String body,
            java.net.http.HttpHeaders headers) {
        public Document document() {
            return Jsoup.parse(body, path);
        }

        public String text() {
            return document().body() == null ? body : document().body().text();
        }

        public Page ok() {
            assertThat(status).as(path + "\n" + text()).isEqualTo(200);
            return this;
        }

        /** The first form whose action or data-draft begins so. */
        public Form form(String action) {
            for (Element form : document().select("form"))
                if (form.attr("action").startsWith(action)
                        || form.attr("data-draft").startsWith(action)) return new Form(this, form);
            throw new AssertionError(
                    "no form "
                            + action
                            + " at "
                            + path
                            + ":\n"
                            + document().select("form").eachAttr("action"));
        }

        /** The form that holds a button of these words. */
        public Form button(String words) {
            for (Element button : document().select("form button"))
                if (button.text().equals(words)) {
                    Form form = new Form(this, button.closest("form"));
                    return button.hasAttr("name")
                            ? form.with(button.attr("name"), button.attr("value"))
                            : form;
                }
            throw new AssertionError("no button " + words + " at " + path + ":\n" + text());
        }

        public boolean hasButton(String words) {
            return document().select("form button").stream()
                    .anyMatch(button -> button.text().equals(words));
        }
    }

    /** A form with what stands in it, and what was filled in. */
    public static final class Form {
        private final Page page;
        private final Element form;
        private final Map<String, String> values = new LinkedHashMap<>();

        private Form(Page page, Element form) {
            this.page = page;
            this.form = form;
            for (Element input : form.select("input[name], textarea[name]")) {
                boolean unticked =
                        input.attr("type").matches("radio|checkbox") && !input.hasAttr("checked");
                if (!unticked)
                    values.put(
                            input.attr("name"),
                            input.tagName().equals("textarea")
                                    ? input.wholeText().replaceFirst("^\n", "")
                                    : input.attr("value"));
            }
            for (Element select : form.select("select[name]")) {
                Element chosen = select.selectFirst("option[selected]");
                if (chosen == null) chosen = select.selectFirst("option");
                if (chosen != null)
                    values.put(
                            select.attr("name"),
                            chosen.hasAttr("value") ? chosen.attr("value") : chosen.text());
            }
        }

        public Form with(String field, String value) {
            values.put(field, value);
            return this;
        }

        public String value(String field) {
            return values.get(field);
        }

        /** Sends the form with a file, as multipart. */
        public Page send(String field, String name, byte[] file) {
            return page.client().upload(form.attr("action"), values, field, name, file);
        }

        public Page send() {
            return form.attr("method").equalsIgnoreCase("post")
                    ? page.client().post(form.attr("action"), values)
                    : page.client().get(form.attr("action") + "?" + encoded(values));
        }
    }

    public Page get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).header("Accept", "text/html"));
    }

    public Page get(String path, String accept) {
        return send(HttpRequest.newBuilder(uri(path)).header("Accept", accept));
    }

    public Page post(String path, Map<String, String> values) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(encoded(values))));
    }

    private Page upload(
            String path, Map<String, String> values, String field, String name, byte[] file) {
        String boundary = "----" + java.util.UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        values.forEach(
                (key, value) -> {
                    if (!key.equals(field))
                        part(
                                body,
                                boundary,
                                "name=\"" + key + "\"",
                                value.getBytes(StandardCharsets.UTF_8));
                });
        part(body, boundary, "name=\"" + field + "\"; filename=\"" + name + "\"", file);
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static void part(
            ByteArrayOutputStream body, String boundary, String disposition, byte[] bytes) {
        body.writeBytes(
                ("--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; "
                                + disposition
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a deed that no page offers, with a token as a page would have it. */
    public Page force(String method, String path, Map<String, String> values) {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put(
                "_csrf",
                get("/sign-in?next=/").document().select("input[name=_csrf]").attr("value"));
        if (all.get("_csrf").isEmpty())
            all.put("_csrf", get("/about").document().select("input[name=_csrf]").attr("value"));
        if (!method.equals("post")) all.put("_method", method);
        return post(path, all);
    }

    private URI uri(String path) {
        return URI.create(path.startsWith("http") ? path : base + path);
    }

    private static String encoded(Map<String, String> values) {
        return values.entrySet().stream()
                .map(
                        one ->
                                URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8)
                                        + "="
                                        + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Page(
                    this,
                    answer.statusCode(),
                    answer.uri().toString().replace(base, ""),
                    answer.body(),
                    answer.headers());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The mails that arrived at an address, newest first, as plain text. */
    public List<String> mails(String to) {
        List<String> mails = new ArrayList<>();
        Document box = get("/dev/mail").document();
        for (Element row : box.select("tbody tr"))
            if (row.select("td").first().text().equals(to))
                mails.add(
                        get(row.select("a").attr("href"))
                                .document()
                                .select("[data-letter]")
                                .first()
                                .wholeText());
        return mails;
    }

    /** Waits, ten seconds at most, for a mail with these words; returns its text. */
    public String mail(String to, String words) {
        for (int i = 0; i < 100; i++) {
            for (String mail : mails(to)) if (mail.contains(words)) return mail;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError(
                "no mail to " + to + " with \"" + words + "\"; there are: " + mails(to));
    }

    /** The path of the first address in a mail. */
    public String link(String mail) {
        var address = java.util.regex.Pattern.compile("https?://[^/\\s]+(/\\S*)").matcher(mail);
        if (!address.find()) throw new AssertionError("no link in " + mail);
        return address.group(1);
    }
}
