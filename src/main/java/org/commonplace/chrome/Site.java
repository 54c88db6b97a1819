package org.commonplace.chrome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** What this installation is called, where it stands, and the version of its assets. */
@Component
public class Site {
    /** Who may join: everybody, who asks, who is invited. */
    public static final List<String> JOINING = List.of("open", "request", "invitation");

    private final String url;
    private final String assets;
    private final boolean sample;
    private volatile boolean mails = true;
    private final Map<String, String> told = new ConcurrentHashMap<>();

    Site(
            @Value("${commonplace.url:http://localhost:8080}") String url,
            @Value("${commonplace.demo:false}") boolean sample) {
        this.url = url.replaceAll("/+$", "");
        this.sample = sample;
        this.assets = "/assets/" + fingerprint() + "/";
    }

    /** The installation's own address, without a slash at the end. */
    public String url() {
        return url;
    }

    public boolean secure() {
        return url.startsWith("https:");
    }

    public String name() {
        return told.getOrDefault("name", "Commonplace");
    }

    /** The mail address that letters come from. */
    public String sender() {
        return told.getOrDefault("mail.from", "commonplace@localhost");
    }

    /** Whether letters leave this house; until they do, nothing may be promised that needs one. */
    public boolean mails() {
        return mails;
    }

    /** Told by the room that knows the mail server. */
    public void mails(boolean leave) {
        mails = leave;
    }

    /** Whether the people here are a sample cast. */
    public boolean sample() {
        return sample;
    }

    /** One of {@link #JOINING}. */
    public String joining() {
        return told.getOrDefault("joining", "open");
    }

    public String language() {
        return told.getOrDefault("language", "en");
    }

    /**
     * The installation's settings as they are in the database, told by the room that keeps them.
     */
    public void settings(Map<String, String> settings) {
        told.putAll(settings);
        told.keySet().retainAll(settings.keySet());
    }

    String assets() {
        return assets;
    }

    public String asset(String name) {
        return assets + name;
    }

    private static String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Resource[] files =
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:/static/**/*.*");
            Arrays.sort(files, Comparator.comparing(Resource::getDescription));
            for (Resource file : files) digest.update(file.getContentAsByteArray());
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
