package org.commonplace.chrome;

import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** How many lines there may be: each takes memory, if it only waits. */
@Component
public class Connections implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final long BYTES_EACH = 128 * 1024;

    /** The most at once. */
    public static int most() {
        return (int) Math.clamp(Runtime.getRuntime().maxMemory() / BYTES_EACH, 500, 8_192);
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        // Else what an Answer holds would be dropped where a request was forwarded.
        factory.addContextCustomizers(
                context -> context.setSuspendWrappedResponseAfterForward(false));
        factory.addConnectorCustomizers(
                connector -> {
                    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol)
                        protocol.setMaxConnections(most());
                });
    }
}
