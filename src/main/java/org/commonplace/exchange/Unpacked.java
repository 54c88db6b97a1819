package org.commonplace.exchange;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** What was packed, and swells no more than anything that somebody wrote. */
final class Unpacked extends FilterInputStream {
    /** Times its size: the history of a wiki reaches some fifty, a bomb a thousand. */
    private static final long SWELLS = 300;

    private long left;

    private Unpacked(InputStream in, long packed) {
        super(in);
        this.left = SWELLS * packed;
    }

    static InputStream gzip(InputStream in, long packed) throws IOException {
        return new Unpacked(new GZIPInputStream(in, 1 << 16), packed);
    }

    private int counted(int n) throws IOException {
        left -= n;
        if (left < 0) throw new IOException("this file swells too much when it is unpacked");
        return n;
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        if (b >= 0) counted(1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int n = super.read(bytes, from, length);
        return n < 0 ? n : counted(n);
    }
}
