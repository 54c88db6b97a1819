package org.commonplace.installation;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.commonplace.chrome.Site;
import org.commonplace.chrome.Texts;
import org.commonplace.mail.MailServer;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the administrator decided, kept in the database and told to the rooms that need it. */
@Component
class Settings {
    private final JdbcClient jdbc;
    private final Site site;
    private final MailServer mail;

    Settings(JdbcClient jdbc, Site site, MailServer mail) {
        this.jdbc = jdbc;
        this.site = site;
        this.mail = mail;
    }

    /** Of a form's fields the name, language and joining rule, as far as they can be. */
    static Map<String, String> chosen(Map<String, String> fields) {
        Map<String, String> chosen = new HashMap<>();
        String name = fields.getOrDefault("name", "").strip();
        if (!name.isEmpty()) chosen.put("name", name);
        String language = fields.getOrDefault("language", "");
        if (Texts.speaks(Locale.of(language))) chosen.put("language", language);
        String joining = fields.getOrDefault("joining", "");
        if (Site.JOINING.contains(joining)) chosen.put("joining", joining);
        return chosen;
    }

    Map<String, String> all() {
        Map<String, String> all = new HashMap<>();
        jdbc.sql("select name, value from installation.setting")
                .query(
                        row -> {
                            all.put(row.getString(1), row.getString(2));
                        });
        return all;
    }

    @Transactional
    void set(Map<String, String> settings) {
        settings.forEach(
                (name, value) ->
                        jdbc.sql(
                                        """
                insert into installation.setting (name, value) values (:name, :value)
                on conflict (name) do update set value = excluded.value
                """)
                                .param("name", name)
                                .param("value", value)
                                .update());
        tell();
    }

    @EventListener(ApplicationStartedEvent.class)
    void tell() {
        Map<String, String> all = all();
        site.settings(all);
        mail.settings(all);
    }
}
