package org.commonplace.exchange;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Somebody else's XML, read as a stream: no document types, and no element without end. */
final class XmlFile {
    private static final int LONGEST_ELEMENT = 6_000_000;

    private XmlFile() {}

    /** What to do at the beginning of each element; it may read on to the element's end. */
    interface Taker {
        void begin(XMLStreamReader reader) throws XMLStreamException;
    }

    /**
     * Reads a file from its first element to its last, unpacking gzip. Throws {@link InputProblem}
     * where it is damaged, ends early, or is no XML.
     */
    static void read(Path path, Taker taker) {
        String name = String.valueOf(path.getFileName());
        XMLStreamReader reader = null;
        try (InputStream in = new Guard(unpacked(path))) {
            reader = factory().createXMLStreamReader(in);
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD)
                    throw new InputProblem(
                            name,
                            reader.getLocation().getLineNumber(),
                            "a document type (DTD) is not allowed");
                if (event == XMLStreamConstants.START_ELEMENT) taker.begin(reader);
            }
        } catch (XMLStreamException e) {
            throw problem(name, e);
        } catch (IOException e) {
            throw new InputProblem(name, line(reader), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (e instanceof InputProblem || e.getCause() == null) throw e;
            throw new InputProblem(name, line(reader), String.valueOf(e.getCause().getMessage()));
        }
    }

    static InputStream unpacked(Path path) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        in.mark(4);
        byte[] first = in.readNBytes(3);
        in.reset();
        String magic = new String(first, java.nio.charset.StandardCharsets.ISO_8859_1);
        if (magic.startsWith("BZh") || magic.startsWith("7z"))
            throw new IOException("this file is packed; unpack it first");
        return magic.startsWith("\u001f\u008b") ? Unpacked.gzip(in, Files.size(path)) : in;
    }

    static InputProblem problem(String name, XMLStreamException e) {
        Throwable cause = e.getNestedException() == null ? e : e.getNestedException();
        String why =
                String.valueOf(cause.getMessage())
                        .replaceAll(
                                "(?s)ParseError at \\[row,col\\]:\\[\\d+,\\d+\\]\\s*Message: ", "");
        return new InputProblem(
                name, e.getLocation() == null ? 0 : e.getLocation().getLineNumber(), why);
    }

    private static long line(@Nullable XMLStreamReader reader) {
        return reader == null ? 0 : reader.getLocation().getLineNumber();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Document types are refused, so nothing can expand; the parser's own limits would end a
        // long file.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.maxElementDepth", "200");
        return factory;
    }

    /**
     * Ends a stream whose element never does, before it fills the memory: between two "&lt;" only
     * so many bytes.
     */
    private static final class Guard extends FilterInputStream {
        private int since;

        Guard(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            since = b == '<' ? 0 : since + 1;
            if (since > LONGEST_ELEMENT) throw tooLong();
            return b;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, length);
            for (int i = from; i < from + n; i++) since = bytes[i] == '<' ? 0 : since + 1;
            if (since > LONGEST_ELEMENT) throw tooLong();
            return n;
        }

        private static IOException tooLong() {
            return new IOException("an element is longer than " + LONGEST_ELEMENT + " bytes");
        }
    }
}
