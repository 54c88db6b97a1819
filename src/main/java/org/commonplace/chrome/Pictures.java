package org.commonplace.chrome;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * Pictures that people send: read, turned the way they were held, made smaller, and written anew.
 * What a camera notes beside the picture (place, time, owner) does not come along.
 */
public final class Pictures {
    /** The largest file that is read, in bytes. */
    public static final long LARGEST = 20L * 1024 * 1024;

    private static final Set<String> FORMATS = Set.of("jpeg", "png", "gif");
    private static final long PIXELS = 100_000_000;
    private static final long WHOLE = 25_000_000;
    private static final int SIDE = 20_000;
    private static final double AT_ONCE = 8_000_000;

    /** One is read at a time: each needs some thirty megabytes. */
    private static final Semaphore ONE = new Semaphore(1);

    private static final int LONGEST = 1600;
    private static final int PNG_AT_MOST = 1_500_000;
    private static final float QUALITY = 0.85f;

    private Pictures() {}

    /** A picture as it is kept: JPEG or PNG, at most 1600 pixels long; hash is of its bytes. */
    public record Picture(byte[] bytes, String type, int width, int height, String hash) {}

    /** Why a picture was not taken; the key names the message. */
    public static final class Unreadable extends Exception {
        private final String key;

        Unreadable(String key) {
            super(key);
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** Reads what was sent; the type is found in the bytes, whatever the file was called. */
    public static Picture of(byte[] sent) throws Unreadable {
        if (sent.length > LARGEST) throw new Unreadable("picture.too-large");
        ONE.acquireUninterruptibly();
        try (ImageInputStream stream =
                ImageIO.createImageInputStream(new ByteArrayInputStream(sent))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) throw new Unreadable("picture.format");
            ImageReader reader = readers.next();
            try {
                String format = reader.getFormatName().toLowerCase(Locale.ROOT);
                if (!FORMATS.contains(format)) throw new Unreadable("picture.format");
                reader.setInput(stream, true, true);
                if (format.equals("jpeg") && whole(sent)) bounded(reader, WHOLE);
                int held = format.equals("jpeg") ? orientation(sent) : 1;
                return written(turned(read(reader), held), format);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            throw new Unreadable("picture.broken");
        } finally {
            ONE.release();
        }
    }

    /** Reads only every so many pixels of a large one, so that it never fills the memory. */
    private static BufferedImage read(ImageReader reader) throws IOException, Unreadable {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        bounded(reader, PIXELS);
        int every = (int) Math.max(1, Math.ceil(Math.sqrt((double) width * height / AT_ONCE)));
        ImageReadParam how = reader.getDefaultReadParam();
        how.setSourceSubsampling(every, every, 0, 0);
        return reader.read(0, how);
    }

    private static void bounded(ImageReader reader, long pixels) throws IOException, Unreadable {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > pixels || Math.max(width, height) > SIDE)
            throw new Unreadable("picture.too-large");
    }

    /**
     * Whether a JPEG is in memory as a whole while it is read, six bytes a pixel and outside the
     * heap: a progressive one, or one with a scan for each colour (ITU-T T.81, B.1.1.3).
     */
    private static boolean whole(byte[] jpeg) {
        int colours = 0;
        int at = 2;
        while (at + 10 <= jpeg.length && (jpeg[at] & 0xff) == 0xff) {
            int marker = jpeg[at + 1] & 0xff;
            boolean frame = marker == 0xc0 || ((marker & 0xf0) == 0xc0 && marker % 4 != 0);
            if (frame && marker > 0xc1) return true;
            if (frame) colours = jpeg[at + 9] & 0xff;
            if (marker == 0xda) return (jpeg[at + 4] & 0xff) < colours;
            int length = ((jpeg[at + 2] & 0xff) << 8) | (jpeg[at + 3] & 0xff);
            at += marker == 0xff ? 1 : 2 + length;
        }
        return false;
    }

    /**
     * How the camera was held: 1 to 8 (Exif 2.32, tag 274). Nothing else that stands beside a
     * picture is read: some of it is packed, and a few kilobytes unpack to what fills the memory.
     */
    private static int orientation(byte[] sent) {
        try {
            ExifIFD0Directory exif =
                    JpegMetadataReader.readMetadata(
                                    new ByteArrayInputStream(sent), List.of(new ExifReader()))
                            .getFirstDirectoryOfType(ExifIFD0Directory.class);
            return exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
                    ? 1
                    : exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
        } catch (ImageProcessingException | IOException | MetadataException e) {
            return 1;
        }
    }

    private static BufferedImage turned(BufferedImage image, int orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        double scale = Math.min(1, (double) LONGEST / Math.max(width, height));
        boolean lying = orientation >= 5 && orientation <= 8;
        int wide = (int) Math.max(1, Math.round((lying ? height : width) * scale));
        int high = (int) Math.max(1, Math.round((lying ? width : height) * scale));
        boolean clear = image.getColorModel().hasAlpha();
        BufferedImage turned =
                new BufferedImage(
                        wide,
                        high,
                        clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = turned.createGraphics();
        brush.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        brush.scale(scale, scale);
        brush.drawImage(image, upright(orientation, width, height), null);
        brush.dispose();
        return turned;
    }

    private static AffineTransform upright(int orientation, int width, int height) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }

    /** A photograph as JPEG; a drawing or a screen, which JPEG would smear, as PNG if not large. */
    private static Picture written(BufferedImage image, String format) throws IOException {
        boolean clear = image.getColorModel().hasAlpha();
        if (clear || !format.equals("jpeg")) {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            if (clear || png.size() <= PNG_AT_MOST)
                return picture(png.toByteArray(), "image/png", image);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(jpeg)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return picture(jpeg.toByteArray(), "image/jpeg", image);
    }

    private static Picture picture(byte[] bytes, String type, BufferedImage image) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Picture(
                    bytes,
                    type,
                    image.getWidth(),
                    image.getHeight(),
                    HexFormat.of().formatHex(hash, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
