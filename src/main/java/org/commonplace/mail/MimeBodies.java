package org.commonplace.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.BodyFactory;
import org.jspecify.annotations.Nullable;

/** The bodies of a mail's parts: decoded, and each in memory once. */
final class MimeBodies implements BodyFactory {
    /** A body whose bytes can be had without another copy. */
    interface Held {
        byte[] bytes();
    }

    @Override
    public BinaryBody binaryBody(InputStream in) throws IOException {
        return new Binary(in.readAllBytes());
    }

    @Override
    public TextBody textBody(InputStream in, @Nullable String charset) throws IOException {
        return new Text(in.readAllBytes(), String.valueOf(charset));
    }

    private static final class Binary extends BinaryBody implements Held {
        private final byte[] bytes;

        Binary(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private static final class Text extends TextBody implements Held {
        private final byte[] bytes;
        private final String charset;

        Text(byte[] bytes, String charset) {
            this.bytes = bytes;
            this.charset = charset;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public String getMimeCharset() {
            return charset;
        }

        @Override
        public Charset getCharset() {
            return StandardCharsets.UTF_8;
        }

        @Override
        public Reader getReader() {
            return new InputStreamReader(getInputStream(), getCharset());
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }
}
