package org.commonplace.walks;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real browser (the machine's Chromium) before the whole application. */
abstract class BrowserTest extends CommonplaceTest {
    private static final Path PICTURES = Path.of("target/pictures");
    private static Playwright playwright;
    private static Browser browser;
    private final List<String> foreign = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    @BeforeAll
    static void open() {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(chromium())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
    }

    @AfterAll
    static void close() {
        browser.close();
        playwright.close();
    }

    private static Path chromium() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(
                        name ->
                                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "Chromium is not on the PATH; bin/test installs it where it may"));
    }

    /**
     * A browser of its own, as wide as a desk or a phone, light or dark, with scripts or without.
     */
    record Window(int width, int height, boolean dark, boolean scripts, String language) {
        static final Window DESK = new Window(1280, 900, false, true, "en");

        Window phone() {
            return new Window(390, 844, dark, scripts, language);
        }

        Window night() {
            return new Window(width, height, true, scripts, language);
        }

        Window scriptless() {
            return new Window(width, height, dark, false, language);
        }

        Window in(String other) {
            return new Window(width, height, dark, scripts, other);
        }
    }

    Page page(Window window) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setViewportSize(window.width(), window.height())
                                .setColorScheme(
                                        window.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                                .setJavaScriptEnabled(window.scripts())
                                .setLocale(window.language())
                                .setBaseURL(url()));
        Page page = context.newPage();
        page.setDefaultTimeout(15_000);
        page.onRequest(
                request -> {
                    if (!request.url().startsWith(url()) && !request.url().startsWith("data:"))
                        foreign.add(request.url());
                });
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error") && !message.text().contains("status of 4"))
                        complaints.add(message.text());
                });
        page.onPageError(complaints::add);
        return page;
    }

    /** A browser that is signed in. */
    Page signedIn(Window window, String email) {
        Page page = page(window);
        page.navigate(cast.link(email));
        page.click("main button.primary");
        return page;
    }

    /** Nothing for axe to find, no request to anybody else, no complaint in the console. */
    void wellMade(Page page) {
        nothingFound(
                page,
                new AxeBuilder(page)
                        .withTags(
                                List.of(
                                        "wcag2a",
                                        "wcag2aa",
                                        "wcag21a",
                                        "wcag21aa",
                                        "wcag22aa",
                                        "best-practice")));
    }

    /** What other colours change of a page that is well made: its contrasts. */
    void readable(Page page) {
        nothingFound(page, new AxeBuilder(page).withRules(List.of("color-contrast")));
    }

    private void nothingFound(Page page, AxeBuilder axe) {
        List<String> found = axe.analyze().getViolations().stream().map(BrowserTest::told).toList();
        assertThat(found).as(page.url()).isEmpty();
        calm(page);
    }

    /** Nothing in the console, and nobody else was asked for anything. */
    void calm(Page page) {
        quiet();
        assertThat(complaints).as("the console at " + page.url()).isEmpty();
    }

    /** No page asked anybody else for anything. */
    void quiet() {
        assertThat(foreign).as("requests to others").isEmpty();
    }

    private static String told(Rule rule) {
        return rule.getId()
                + ": "
                + rule.getHelp()
                + " "
                + rule.getNodes().stream()
                        .map(node -> Objects.toString(node.getHtml()))
                        .limit(3)
                        .toList();
    }

    /** A picture for people to look at, under target/pictures; bin/docs copies the good ones. */
    void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
    }
}
