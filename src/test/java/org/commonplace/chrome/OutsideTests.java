package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.commonplace.chrome.Outside.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house asks addresses outside, and never one inside a network. */
class OutsideTests {
    private static final Site SITE = new Site("https://house.example", false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.9.9",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "::7f00:1"
            })
    void anAddressInsideANetworkIsKnownAsOne(String address) throws IOException {
        assertThat(Outside.inside(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.215.14",
                "8.8.8.8",
                "192.0.78.9",
                "172.32.0.1",
                "100.128.0.1",
                "2606:4700::1111"
            })
    void anAddressOutsideIsKnownAsOne(String address) throws IOException {
        assertThat(Outside.inside(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void whatLeadsInsideIsRefusedUnderEveryNameAndNothingIsAsked() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer inside =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inside.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        inside.start();
        int port = inside.getAddress().getPort();
        try (Outside outside = new Outside(SITE, false)) {
            for (String host :
                    new String[] {
                        "127.0.0.1",
                        "localhost",
                        "[::1]",
                        "2130706433",
                        "0x7f.1",
                        "0177.0.0.1",
                        "127.1",
                        "[::ffff:127.0.0.1]"
                    })
                assertThat(outside.at(URI.create("http://" + host + ":" + port + "/")))
                        .as(host)
                        .isNotEqualTo(Answer.THERE);
            for (String address :
                    new String[] {"ftp://example.org/", "file:///etc/passwd", "gopher:x", "/path"})
                assertThat(outside.at(URI.create(address))).isEqualTo(Answer.REFUSED);
            assertThat(asked).hasValue(0);
        } finally {
            inside.stop(0);
        }
    }

    @Test
    void aRedirectIsFollowedAndOneThatGoesRoundEnds() throws IOException {
        HttpServer site =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    String to =
                            switch (path) {
                                case "/moved" -> "/here";
                                case "/round" -> "/round";
                                default -> "";
                            };
                    if (!to.isEmpty()) exchange.getResponseHeaders().add("Location", to);
                    exchange.sendResponseHeaders(
                            to.isEmpty() ? path.equals("/here") ? 200 : 404 : 302, -1);
                    exchange.close();
                });
        site.start();
        String base = "http://127.0.0.1:" + site.getAddress().getPort();
        try (Outside outside = new Outside(SITE, true)) {
            assertThat(outside.at(URI.create(base + "/moved"))).isEqualTo(Answer.THERE);
            assertThat(outside.at(URI.create(base + "/round"))).isEqualTo(Answer.SILENT);
            assertThat(outside.at(URI.create(base + "/nothing"))).isEqualTo(Answer.GONE);
        } finally {
            site.stop(0);
        }
    }

    @Test
    void aPageWithoutEndIsNotReadToItsEnd() throws IOException {
        HttpServer site =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        site.createContext(
                "/",
                exchange -> {
                    boolean head = exchange.getRequestMethod().equals("HEAD");
                    exchange.sendResponseHeaders(head ? 405 : 200, head ? -1 : 0);
                    try (OutputStream endless = exchange.getResponseBody()) {
                        while (!head) endless.write(new byte[8192]);
                    }
                });
        site.start();
        URI address = URI.create("http://127.0.0.1:" + site.getAddress().getPort() + "/");
        try (Outside outside = new Outside(SITE, true)) {
            assertThat(assertTimeoutPreemptively(Duration.ofMinutes(1), () -> outside.at(address)))
                    .isEqualTo(Answer.THERE);
        } finally {
            site.stop(0);
        }
    }
}
