package org.commonplace.chrome;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Asks addresses outside the house. An address inside a network is refused, whatever name leads to
 * it: names are looked up once, and what was looked up is what is connected to.
 */
@Component
public class Outside implements AutoCloseable {
    /** What an address was found to be. */
    public enum Answer {
        /** Something answers, be it that it wants a person, a password or more time. */
        THERE,
        /** Its server says that there is nothing. */
        GONE,
        /** Nothing answers: no such host, no connection, no answer in time, a server in trouble. */
        SILENT,
        /** It leads into a private network, or is no web address. */
        REFUSED
    }

    private static final Timeout PATIENCE = Timeout.of(Duration.ofSeconds(10));
    private static final int REDIRECTS = 5;
    private final CloseableHttpClient client;

    Outside(
            Site site,
            @Value("${commonplace.outside.private-addresses:false}") boolean privateAddresses) {
        DnsResolver names = privateAddresses ? SystemDefaultDnsResolver.INSTANCE : new PublicOnly();
        this.client =
                HttpClients.custom()
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setDnsResolver(names)
                                        .setMaxConnPerRoute(1)
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(PATIENCE)
                                                        .setSocketTimeout(PATIENCE)
                                                        .build())
                                        .build())
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setResponseTimeout(PATIENCE)
                                        .setMaxRedirects(REDIRECTS)
                                        .build())
                        .setUserAgent("Commonplace (link check; " + site.url() + ")")
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableAutomaticRetries()
                        .build();
    }

    /** Names that lead into private networks are as good as unknown. */
    private static final class PublicOnly implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = SystemDefaultDnsResolver.INSTANCE.resolve(host);
            for (InetAddress one : found) if (inside(one)) throw new Refused(host);
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
        }
    }

    private static final class Refused extends UnknownHostException {
        Refused(String host) {
            super(host);
        }
    }

    /**
     * Whether an address belongs to this machine, a private network or nobody: the special-purpose
     * registries of IANA (RFC 6890), as far as Java does not know them itself.
     */
    static boolean inside(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return true;
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            boolean uniqueLocal = (first & 0xfe) == 0xfc;
            boolean translated = first == 0 && second == 0x64;
            boolean tunnelled =
                    first == 0x20 && (second == 0x02 || (second == 0x01 && bytes[2] == 0));
            boolean compatible = first == 0;
            return uniqueLocal || translated || tunnelled || compatible;
        }
        boolean thisNetwork = first == 0;
        boolean carrier = first == 100 && (second & 0xc0) == 64;
        boolean assigned = first == 192 && second == 0 && (bytes[2] == 0 || bytes[2] == 2);
        boolean benchmarks = first == 198 && (second & 0xfe) == 18;
        return thisNetwork || carrier || assigned || benchmarks || first >= 240;
    }

    /** Asks for the head, and where a server does not like that, for the page, unread. */
    public Answer at(URI address) {
        String scheme = address.getScheme();
        if (address.getHost() == null || scheme == null || !scheme.matches("https?"))
            return Answer.REFUSED;
        try {
            int head = status(new HttpHead(address));
            return answer(head == 200 ? head : status(new HttpGet(address)));
        } catch (Refused e) {
            return Answer.REFUSED;
        } catch (IOException | IllegalArgumentException e) {
            return Answer.SILENT;
        }
    }

    /** Sends a form; whether it was taken does not matter to whoever sends it. */
    public Answer post(String address, Map<String, String> fields) {
        try {
            HttpPost request = new HttpPost(URI.create(address));
            request.setEntity(
                    new UrlEncodedFormEntity(
                            fields.entrySet().stream()
                                    .map(
                                            one ->
                                                    new BasicNameValuePair(
                                                            one.getKey(), one.getValue()))
                                    .toList(),
                            StandardCharsets.UTF_8));
            return answer(status(request));
        } catch (Refused e) {
            return Answer.REFUSED;
        } catch (IOException | IllegalArgumentException e) {
            return Answer.SILENT;
        }
    }

    /** The status alone: the connection is cut, because closing it would read the whole body. */
    private int status(HttpUriRequestBase request) throws IOException {
        ClassicHttpResponse response = client.executeOpen(null, request, null);
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            // What was cut cannot be read to its end, and need not.
        }
        return response.getCode();
    }

    private static Answer answer(int status) {
        if (status == 404 || status == 410) return Answer.GONE;
        return status >= 500 ? Answer.SILENT : Answer.THERE;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
