package org.commonplace.mail;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.field.LenientFieldParser;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;

/**
 * Ends the reading of a mail that has more parts than anybody sends, or parts in parts without end,
 * before it fills the memory: the parser asks for one of these for each part.
 */
final class MimeBounds implements BodyDescriptorBuilder {
    private static final int DEPTH = 40;
    private static final int PARTS = 2_000;
    private final BodyDescriptorBuilder builder;
    private final int depth;
    private final AtomicInteger parts;

    private MimeBounds(BodyDescriptorBuilder builder, int depth, AtomicInteger parts) {
        this.builder = builder;
        this.depth = depth;
        this.parts = parts;
    }

    static MimeBounds start() {
        return new MimeBounds(
                new DefaultBodyDescriptorBuilder(
                        null, LenientFieldParser.getParser(), DecodeMonitor.SILENT),
                0,
                new AtomicInteger());
    }

    @Override
    public BodyDescriptorBuilder newChild() {
        if (depth > DEPTH || parts.incrementAndGet() > PARTS)
            throw new IllegalStateException("too many parts, or too deep");
        return new MimeBounds(builder.newChild(), depth + 1, parts);
    }

    @Override
    public void reset() {
        builder.reset();
    }

    @Override
    public Field addField(RawField field) throws MimeException {
        return builder.addField(field);
    }

    @Override
    public BodyDescriptor build() {
        return builder.build();
    }
}
