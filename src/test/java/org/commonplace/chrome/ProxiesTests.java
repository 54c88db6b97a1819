package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Only a named proxy is believed, and of what it passes on only its own last word. */
class ProxiesTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "127.0.0.1 | 127.0.0.1 | 203.0.113.9 | 203.0.113.9 | true",
                "127.0.0.1 | 127.0.0.1 | 198.51.100.7, 203.0.113.9 | 203.0.113.9 | true",
                "127.0.0.1,10.1.0.0/16 | 127.0.0.1 | 198.51.100.7, 203.0.113.9, 10.1.2.3 | 203.0.113.9 | true",
                "127.0.0.1 | 127.0.0.1 | nonsense | 127.0.0.1 | true",
                "127.0.0.1 | 127.0.0.1 | - | 127.0.0.1 | true",
                "10.0.0.1 | 127.0.0.1 | 203.0.113.9 | 127.0.0.1 | false",
                "'' | 10.0.0.1 | 203.0.113.9 | 10.0.0.1 | false",
                "::1 | 0:0:0:0:0:0:0:1 | 2001:db8::9 | 2001:db8::9 | true"
            })
    void whereARequestCameFrom(
            String named, String peer, String forwarded, String from, boolean secure)
            throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr(peer);
        if (forwarded != null) request.addHeader("X-Forwarded-For", forwarded);
        request.addHeader("X-Forwarded-Proto", "https");
        MockFilterChain chain = new MockFilterChain();
        new Proxies(List.of(named.split(",")))
                .doFilter(request, new MockHttpServletResponse(), chain);
        assertThat(chain.getRequest().getRemoteAddr()).isEqualTo(from);
        assertThat(chain.getRequest().isSecure()).isEqualTo(secure);
    }
}
