package org.commonplace.chrome;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * An answer while it is made. Nothing of it goes to the network before it is whole and {@link
 * #send} is called; then its maker's place at the turnstile is free again, and what the page was
 * made of forgotten. A small one waits in memory, a large one in the spool; all that wait together
 * have a sixteenth of the memory. Only a stream of events goes out as it is written.
 */
final class Answer extends HttpServletResponseWrapper implements AutoCloseable {
    private static final int SMALL = 64 * 1024;
    private static final int PIECE = 16 * 1024;
    private static final long TOGETHER = Runtime.getRuntime().maxMemory() / 16;
    private static final AtomicLong WAITING = new AtomicLong();
    private final Spool spool;
    private Runnable beforeTheNetwork = () -> {};
    private FastByteArrayOutputStream memory = new FastByteArrayOutputStream(1_024);
    private Spool.@Nullable Piece piece;
    private @Nullable OutputStream spooled;
    private long kept;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;
    private boolean through;

    Answer(HttpServletResponse response, Spool spool) {
        super(response);
        this.spool = spool;
    }

    /** What must be done before it goes out while it is made. */
    void beforeTheNetwork(Runnable leave) {
        beforeTheNetwork = leave;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        if (stream == null) stream = new Kept(true);
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (stream != null) throw new IllegalStateException("it is written as bytes");
        if (writer == null) {
            setCharacterEncoding(getCharacterEncoding());
            writer =
                    new PrintWriter(
                            new OutputStreamWriter(
                                    new Kept(false), Charset.forName(getCharacterEncoding())));
        }
        return writer;
    }

    private synchronized void write(byte[] bytes, int from, int length) throws IOException {
        if (!through && spooled == null && memory.size() + length > room()) spool();
        if (!through && spooled == null) {
            memory.write(bytes, from, length);
            WAITING.addAndGet(length);
        } else if (through || !kept(bytes, from, length))
            getResponse().getOutputStream().write(bytes, from, length);
    }

    private static int room() {
        return WAITING.get() > TOGETHER ? 0 : SMALL;
    }

    /** Where the disk takes no more, the answer goes out as it is made. */
    private void spool() throws IOException {
        try {
            piece = spool.piece();
            spooled = piece.write();
            memory.writeTo(spooled);
        } catch (IOException e) {
            if (piece != null) piece.close();
            piece = null;
            open();
            return;
        }
        kept = memory.size();
        forgetMemory();
    }

    private boolean kept(byte[] bytes, int from, int length) throws IOException {
        try {
            if (spooled != null) spooled.write(bytes, from, length);
            kept += length;
            return true;
        } catch (IOException e) {
            open();
            return false;
        }
    }

    private void forgetMemory() {
        WAITING.addAndGet(-memory.size());
        memory = new FastByteArrayOutputStream();
    }

    /** From here on it goes out as it is written: what lasts must not hold a place. */
    synchronized void open() throws IOException {
        if (writer != null) writer.flush();
        if (through) return;
        beforeTheNetwork.run();
        through = true;
        pass(false);
    }

    /** Sends what there is, to a reader who is not slower than any line. */
    synchronized void send() throws IOException {
        if (writer != null) writer.flush();
        if (!through) pass(true);
        through = true;
    }

    private void pass(boolean whole) throws IOException {
        long size = piece == null ? memory.size() : kept;
        if (size == 0) return;
        if (whole && !containsHeader("Content-Length")) getResponse().setContentLengthLong(size);
        OutputStream out = getResponse().getOutputStream();
        if (piece == null) memory.writeTo(out);
        else read(piece, size, out);
        close();
    }

    private static void read(Spool.Piece piece, long size, OutputStream out) throws IOException {
        Pace pace = new Pace();
        byte[] buffer = new byte[PIECE];
        long left = size;
        try (InputStream in = piece.read()) {
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) return;
                out.write(buffer, 0, n);
                pace.moved(n);
                left -= n;
            }
        }
    }

    /** Gives back what it held; whatever was not sent is forgotten. */
    @Override
    public void close() {
        forgetMemory();
        try {
            if (spooled != null) spooled.close();
        } catch (IOException e) {
            // It is forgotten anyway.
        }
        if (piece != null) piece.close();
        piece = null;
        spooled = null;
        kept = 0;
    }

    @Override
    public void flushBuffer() throws IOException {
        if (streams()) open();
        if (through) super.flushBuffer();
    }

    private boolean streams() {
        String type = getContentType();
        return type != null && type.startsWith("text/event-stream");
    }

    @Override
    public void reset() {
        super.reset();
        resetBuffer();
        stream = null;
        writer = null;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        if (!through) close();
    }

    @Override
    public void sendError(int status) throws IOException {
        if (!through) close();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        if (!through) close();
        super.sendError(status, message);
    }

    @Override
    public void setBufferSize(int size) {
        // It is kept until it is whole, whatever its size.
    }

    private final class Kept extends ServletOutputStream {
        private final boolean flushes;

        Kept(boolean flushes) {
            this.flushes = flushes;
        }

        @Override
        public void write(int b) throws IOException {
            Answer.this.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Answer.this.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            if (flushes) flushBuffer();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("answers are written by who makes them");
        }
    }
}
