package org.commonplace.chrome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small pictures that would be large once unpacked: harmless, or refused; measured in memory. */
class BombTests {
    private static final int UNPACKED = 150_000_000;
    private static final long BOUND = 60_000_000;

    /** Bytes that this thread asks for while it works. */
    static long allocated(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Chunks that hold text or a colour profile, packed (PNG, third edition, 11.3). */
    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP", "eXIf", "tEXt"})
    void whatStandsBesideThePixelsOfAPngIsNotUnpacked(String type) throws Exception {
        byte[] bomb = bomb(type);
        assertThat(bomb.length).isLessThan(type.matches("tEXt|eXIf") ? 1_100_000 : 200_000);
        String[] outcome = {""};
        long asked =
                allocated(
                        () -> {
                            try {
                                outcome[0] = Pictures.of(bomb).type();
                            } catch (Pictures.Unreadable e) {
                                outcome[0] = e.key();
                            }
                        });
        assertThat(outcome[0]).isIn("image/png", "picture.broken");
        assertThat(asked).as(type).isLessThan(BOUND);
    }

    private static byte[] bomb(String type) throws IOException {
        byte[] head =
                switch (type) {
                    case "iTXt" -> "Comment\0\1\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
                    case "eXIf", "tEXt" -> new byte[0];
                    default -> "Comment\0\0".getBytes(StandardCharsets.ISO_8859_1);
                };
        byte[] packed = type.matches("tEXt|eXIf") ? new byte[1_000_000] : packed();
        byte[] whole = PicturesTests.picture("png", 60, 40);
        ByteBuffer chunk = ByteBuffer.allocate(12 + head.length + packed.length);
        chunk.putInt(head.length + packed.length);
        chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(head).put(packed);
        CRC32 check = new CRC32();
        check.update(chunk.array(), 4, chunk.position() - 4);
        chunk.putInt((int) check.getValue());
        // Behind the signature and IHDR.
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(whole, 0, 33);
        file.write(chunk.array());
        file.write(whole, 33, whole.length - 33);
        return file.toByteArray();
    }

    private static byte[] packed() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] piece = new byte[1_000_000];
        Arrays.fill(piece, (byte) 'a');
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
            for (int n = 0; n < UNPACKED; n += piece.length) out.write(piece);
        }
        return packed.toByteArray();
    }

    /** A progressive JPEG is in memory as a whole, outside the heap. */
    @Test
    void aProgressiveJpegHasFewerPixels() throws Exception {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(file)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        }
        byte[] progressive = file.toByteArray();
        assertThat(Pictures.of(progressive).width()).isEqualTo(64);
        int frame = new String(progressive, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00c2");
        ByteBuffer.wrap(progressive)
                .putShort(frame + 5, (short) 6_000)
                .putShort(frame + 7, (short) 8_000);
        assertThatThrownBy(() -> Pictures.of(progressive)).hasMessage("picture.too-large");
    }
}
