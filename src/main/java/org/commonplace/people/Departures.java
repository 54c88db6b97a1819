package org.commonplace.people;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.commonplace.chrome.Drafts;
import org.commonplace.mail.IncomingMails;
import org.commonplace.mail.Letters;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** You can leave: with everything that is yours, and with your texts or without. */
@Component
class Departures {
    private final Members members;
    private final List<Belongings> belongings;
    private final JsonMapper json;
    private final Letters letters;
    private final IncomingMails mails;
    private final Drafts drafts;

    Departures(
            Members members,
            List<Belongings> belongings,
            JsonMapper json,
            Letters letters,
            IncomingMails mails,
            Drafts drafts) {
        this.drafts = drafts;
        this.letters = letters;
        this.mails = mails;
        this.members = members;
        this.belongings = belongings;
        this.json = json.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();
    }

    /** Writes a zip of JSON and Markdown, and of files as they came. */
    void export(MemberId member, OutputStream out) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, Object> about = new LinkedHashMap<>();
        members.profile(member).ifPresent(profile -> about.put("profile", profile));
        about.put("addresses", members.addresses(member));
        files.put("profile.json", json.writeValueAsString(about));
        files.put("drafts.json", json.writeValueAsString(drafts.of(member.value())));
        for (Belongings room : belongings) files.putAll(room.export(member));
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet())
                add(zip, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
            for (Belongings room : belongings)
                room.files(member, (path, content) -> add(zip, path, content));
        }
    }

    private static void add(ZipOutputStream zip, String path, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        zip.write(content);
        zip.closeEntry();
    }

    @Transactional
    void leave(MemberId member, boolean texts) {
        belongings.forEach(room -> room.erase(member, texts));
        members.addresses(member).forEach(address -> letters.forget(address.email()));
        mails.forget(member.value());
        drafts.forget(member.value());
        members.leave(member);
    }
}
