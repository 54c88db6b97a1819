package org.commonplace.practices;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.commonplace.Cast.Person;
import org.commonplace.Client;
import org.commonplace.CommonplaceTest;
import org.junit.jupiter.api.Test;

/** A story has five lines and a picture. */
class PictureTests extends CommonplaceTest {
    static byte[] drawing() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "png", file);
        return file.toByteArray();
    }

    private static String story(Person teller, boolean draft) {
        return teller.get("/practices/new")
                .form("/practices")
                .with("kind", "story")
                .with("title", "We lent out the reading room")
                .with("body", "It was empty on Mondays. Now a choir sings.")
                .with("save", draft ? "draft" : "publish")
                .send()
                .ok()
                .document()
                .select("article.practice")
                .attr("id");
    }

    private static Client.Page upload(Person by, String story, byte[] file, String words) {
        return by.get("/practices/" + story + "/picture")
                .form("/practices/" + story + "/picture")
                .with("words", words)
                .send("file", "choir.png", file);
    }

    @Test
    void aStoryShowsItsPictureWithWordsForWhoeverCannotSeeIt() throws IOException {
        Person teller = cast.member("Tito Teller");
        String story = story(teller, false);
        upload(teller, story, drawing(), "A choir between the shelves").ok();
        var picture = visitor().get("/practices/" + story).document().select("img.picture");
        assertThat(picture.attr("alt")).isEqualTo("A choir between the shelves");
        Client.Page file = visitor().get(picture.attr("src")).ok();
        assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
        assertThat(visitor().get("/practices/" + story + "/picture/0123456789abcdef").status())
                .isEqualTo(404);
        teller.get("/practices/" + story + "/picture").button("Take the picture away").send().ok();
        assertThat(visitor().get("/practices/" + story).document().select("img.picture")).isEmpty();
        assertThat(visitor().get(picture.attr("src")).status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeUsedIsSaidAndNothingChanges() throws IOException {
        Person teller = cast.member("Bea Broken");
        String story = story(teller, false);
        Client.Page refused = upload(teller, story, "<svg/>".getBytes(), "A drawing");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("no JPEG, PNG or GIF");
        assertThat(refused.form("/practices/" + story + "/picture").value("words"))
                .isEqualTo("A drawing");
        assertThat(upload(teller, story, drawing(), "").text())
                .contains("Something is needed here");
        assertThat(visitor().get("/practices/" + story).document().select("img.picture")).isEmpty();
    }

    @Test
    void onlyWhoMayEditItAddsOneAndADraftsPictureIsAsHiddenAsTheDraft() throws IOException {
        Person teller = cast.member("Dario Draft");
        Person other = cast.member("Ondina Other");
        String story = story(teller, true);
        upload(teller, story, drawing(), "Half a choir").ok();
        String path =
                teller.get("/practices/" + story).document().select("img.picture").attr("src");
        assertThat(teller.get(path).status()).isEqualTo(200);
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(visitor().get(path).status()).isEqualTo(404);
        teller.get("/practices/" + story).button("Publish").send().ok();
        assertThat(visitor().get(path).status()).isEqualTo(200);
        assertThat(other.get("/practices/" + story + "/picture").status()).isEqualTo(403);
        assertThat(
                        other.browser()
                                .force("delete", "/practices/" + story + "/picture", Map.of())
                                .status())
                .isEqualTo(403);
        assertThat(visitor().get(path).status()).isEqualTo(200);
    }

    @Test
    void itGoesWithTheTextsOfWhoeverAddedIt() throws IOException {
        Person teller = cast.member("Gina Gone");
        String story = story(teller, false);
        upload(teller, story, drawing(), "A choir").ok();
        String path =
                teller.get("/practices/" + story).document().select("img.picture").attr("src");
        teller.get("/me/leave")
                .form("/me/leave")
                .with("sure", "yes")
                .with("texts", "remove")
                .send()
                .ok();
        assertThat(visitor().get(path).status()).isEqualTo(404);
    }
}
