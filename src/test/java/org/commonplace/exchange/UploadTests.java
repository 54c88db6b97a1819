package org.commonplace.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

class UploadTests extends CommonplaceTest {
    private static final String USERS =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <users>
              <row Id="5" DisplayName="Uploaded Ursula" CreationDate="2015-01-01T00:00:00.000" Reputation="1" />
            </users>
            """;

    private static final String POSTS =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <posts>
              <row Id="1" PostTypeId="1" CreationDate="2015-01-02T00:00:00.000" Score="3" ViewCount="9" OwnerUserId="5"
                   Title="Where do zipped questions go?" Body="&lt;p&gt;Into a zip, it seems.&lt;/p&gt;" AnswerCount="0"
                   LastActivityDate="2015-01-02T00:00:00.000" ContentLicense="CC BY-SA 3.0" Tags="" />
            </posts>
            """;

    @Value("${commonplace.data}")
    private Path data;

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] empty(String element) {
        return ("<?xml version=\"1.0\" encoding=\"utf-8\"?><" + element + "></" + element + ">")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Client.Page send(Person host, String name, byte[] file) {
        return host.get("/house/imports").form("/house/imports/upload").send("file", name, file);
    }

    private long kept() throws IOException {
        Path uploads = data.toAbsolutePath().resolve("uploads");
        if (!Files.exists(uploads)) return 0;
        try (Stream<Path> files = Files.list(uploads)) {
            return files.count();
        }
    }

    @Test
    void aZippedDumpIsBroughtInAndItsFilesAreRemovedAfterwards() throws Exception {
        Person host = cast.host("Ugo Uploader");
        byte[] dump =
                zip(
                        Map.of(
                                "zipped.example.com/Users.xml",
                                USERS.getBytes(StandardCharsets.UTF_8),
                                "zipped.example.com/Posts.xml",
                                POSTS.getBytes(StandardCharsets.UTF_8),
                                "zipped.example.com/PostHistory.xml",
                                empty("posthistory"),
                                "zipped.example.com/Comments.xml",
                                empty("comments"),
                                "zipped.example.com/Votes.xml",
                                empty("votes"),
                                "../../evil.sh",
                                "rm".getBytes(StandardCharsets.UTF_8)));
        send(host, "zipped.example.com.zip", dump).ok();
        for (int i = 0; i < 200 && kept() > 0; i++) pause(50);
        assertThat(host.get("/house/imports").document().select("tr:contains(questions)").text())
                .as("the report: found, new, there before")
                .contains("questions 1 1 0");
        assertThat(host.get("/house/imports").text())
                .contains("zipped.example.com")
                .contains("Done");
        settle();
        assertThat(visitor().get("/search?q=zipped+questions").text())
                .contains("Where do zipped questions go?");
        assertThat(kept()).isZero();
    }

    @Test
    void whatIsNoDumpIsRefusedAndNothingIsKept() throws IOException {
        Person host = cast.host("Ulla Refused");
        byte[] zeros = new byte[3_000_000];
        for (byte[] file :
                new byte[][] {
                    zip(Map.of("posts.xml", zeros)),
                    zip(Map.of("readme.txt", new byte[10])),
                    "no zip at all".getBytes(StandardCharsets.UTF_8)
                }) {
            assertThat(send(host, "dump.zip", file).text()).contains("That could not be read");
            assertThat(kept()).isZero();
        }
        assertThat(send(host, "picture.png", new byte[] {1, 2, 3}).text())
                .contains("neither a vocabulary, nor a wiki’s export, nor a zip");
    }

    @Test
    void onlyTheAdministratorBringsThingsIn() {
        assertThat(cast.member("Umberto Member").get("/house/imports").status()).isEqualTo(403);
        assertThat(
                        cast.member("Uta Member")
                                .browser()
                                .force("post", "/house/imports/upload", Map.of())
                                .status())
                .isEqualTo(403);
    }
}
