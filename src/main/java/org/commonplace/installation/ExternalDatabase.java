package org.commonplace.installation;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A DATABASE_URL as hosts give it: {@code postgresql://user:password@host:port/database?options},
 * or a JDBC address.
 */
public final class ExternalDatabase {
    private ExternalDatabase() {}

    public static Map<String, String> settings(String url) {
        Map<String, String> settings = new HashMap<>();
        if (url.startsWith("jdbc:")) {
            settings.put("spring.datasource.url", url);
            return settings;
        }
        URI uri = URI.create(url);
        String query =
                uri.getRawQuery() == null
                        ? "reWriteBatchedInserts=true"
                        : uri.getRawQuery() + "&reWriteBatchedInserts=true";
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        settings.put(
                "spring.datasource.url",
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + "?" + query);
        if (uri.getRawUserInfo() != null) {
            String[] parts = uri.getRawUserInfo().split(":", 2);
            settings.put(
                    "spring.datasource.username",
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8));
            if (parts.length == 2)
                settings.put(
                        "spring.datasource.password",
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return settings;
    }
}
