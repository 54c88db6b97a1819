package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a camera notes does not come along, and a picture stands as it was taken. */
class PicturesTests {
    /** A picture whose left upper quarter is red. */
    static byte[] picture(String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, width, height);
        brush.setColor(Color.RED);
        brush.fillRect(0, 0, width / 2, height / 2);
        brush.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, format, file);
        return file.toByteArray();
    }

    /** As a camera would write it: with an Exif block of orientation and owner (tag 0x010E). */
    static byte[] photographed(byte[] jpeg, int orientation) {
        byte[] words = "Brera Library, Ms Rossi\0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4 + words.length);
        tiff.put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010E).putShort((short) 2).putInt(words.length).putInt(38);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0).putInt(0).put(words);
        byte[] exif = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        int length = 2 + exif.length + tiff.capacity();
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 2 + length);
        file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) length).put(exif);
        file.put(tiff.array()).put(jpeg, 2, jpeg.length - 2);
        return file.array();
    }

    @ParameterizedTest
    @CsvSource({
        "1,40,30,left upper", "2,40,30,right upper", "3,40,30,right lower", "4,40,30,left lower",
        "5,30,40,left upper", "6,30,40,right upper", "7,30,40,right lower", "8,30,40,left lower"
    })
    void aPhotographStandsAsTheCameraWasHeld(int held, int width, int height, String red)
            throws Exception {
        Pictures.Picture taken = Pictures.of(photographed(picture("jpeg", 40, 30), held));
        assertThat(taken.width()).isEqualTo(width);
        assertThat(taken.height()).isEqualTo(height);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(taken.bytes()));
        for (String corner :
                new String[] {"left upper", "right upper", "left lower", "right lower"}) {
            int x = corner.startsWith("left") ? width / 4 : width * 3 / 4;
            int y = corner.endsWith("upper") ? height / 4 : height * 3 / 4;
            Color seen = new Color(image.getRGB(x, y));
            assertThat(seen.getGreen() < 128).as(corner).isEqualTo(corner.equals(red));
        }
    }

    @Test
    void whatTheCameraNotedIsGone() throws Exception {
        byte[] sent = photographed(picture("jpeg", 40, 30), 6);
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("Ms Rossi");
        Pictures.Picture taken = Pictures.of(sent);
        assertThat(new String(taken.bytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain("Rossi", "Exif");
        Metadata metadata =
                ImageMetadataReader.readMetadata(new ByteArrayInputStream(taken.bytes()));
        assertThat(metadata.getDirectoriesOfType(ExifDirectoryBase.class)).isEmpty();
    }

    @Test
    void aLargePictureIsMadeSmallerAndADrawingStaysSharp() throws Exception {
        Pictures.Picture photograph = Pictures.of(picture("jpeg", 5000, 2500));
        assertThat(photograph.width()).isEqualTo(1600);
        assertThat(photograph.height()).isEqualTo(800);
        assertThat(photograph.type()).isEqualTo("image/jpeg");
        assertThat(Pictures.of(picture("png", 300, 200)).type()).isEqualTo("image/png");
        assertThat(Pictures.of(picture("gif", 300, 200)).type()).isEqualTo("image/png");
    }

    @Test
    void whatIsNoPictureOrHalfOneOrABombIsRefused() throws Exception {
        byte[] whole = picture("png", 300, 200);
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
        refused(svg, "picture.format");
        refused(new byte[0], "picture.format");
        refused("GIF89a<script>".getBytes(StandardCharsets.UTF_8), "picture.broken");
        refused(Arrays.copyOf(whole, whole.length / 2), "picture.broken");
        byte[] bomb = whole.clone();
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        refused(bomb, "picture.too-large");
        ByteBuffer.wrap(bomb).putInt(16, 50_000_000).putInt(20, 1);
        refused(bomb, "picture.too-large");
    }

    private static void refused(byte[] sent, String key) {
        assertThatThrownBy(() -> Pictures.of(sent))
                .isInstanceOf(Pictures.Unreadable.class)
                .hasMessage(key);
    }
}
