package org.commonplace.chrome;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tomcat.util.http.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request whose body has come in whole, and is read from memory. */
final class Body extends HttpServletRequestWrapper {
    private final byte[] bytes;
    private final Map<String, String[]> parameters;

    private Body(HttpServletRequest request, byte[] bytes, Map<String, String[]> form) {
        super(request);
        this.bytes = bytes;
        this.parameters = new LinkedHashMap<>(Intake.parameters(request));
        form.forEach((name, values) -> parameters.merge(name, values, Body::both));
    }

    /** What is small and no form, as a script sends it. */
    static Body of(HttpServletRequest request, int most) throws IOException {
        byte[] bytes = paced(request.getInputStream()).readNBytes(most);
        return new Body(request, bytes, Map.of());
    }

    /** A large form that lies in the spool. */
    static Body of(HttpServletRequest request, Spool.Piece piece) throws IOException {
        try (InputStream in = piece.read()) {
            return new Body(request, new byte[0], fields(in.readAllBytes()));
        }
    }

    static InputStream paced(InputStream in) {
        return new Paced(in);
    }

    private static Map<String, String[]> fields(byte[] form) {
        Parameters read = new Parameters();
        read.setCharset(StandardCharsets.UTF_8);
        read.setLimit(10_000);
        try {
            read.processParameters(form, 0, form.length);
        } catch (IllegalStateException e) {
            throw new NotNow(HttpStatus.BAD_REQUEST, "error.bad-request");
        }
        Map<String, String[]> fields = new LinkedHashMap<>();
        for (String name : Collections.list(read.getParameterNames()))
            fields.put(name, read.getParameterValues(name));
        return fields;
    }

    private static String[] both(String[] one, String[] other) {
        String[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = parameters.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Read(new ByteArrayInputStream(bytes));
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8));
    }

    private static final class Paced extends FilterInputStream {
        private final Pace pace = new Pace();

        Paced(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int n = super.read(into, from, length);
            if (n > 0) pace.moved(n);
            return n;
        }
    }

    private static final class Read extends ServletInputStream {
        private final ByteArrayInputStream in;

        Read(ByteArrayInputStream in) {
            this.in = in;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return in.read(into, from, length);
        }

        @Override
        public boolean isFinished() {
            return in.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("bodies are read by who needs them");
        }
    }
}
