package org.commonplace.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Sentence embeddings (bge-small-en-v1.5, quantised, 384 numbers of unit length), computed in this
 * process and kept in the database by the hash of their text.
 */
@Component
public class Embeddings {
    private static final String MODEL = "bge-small-en-v1.5-q";
    private final Supplier<EmbeddingModel> model = SingletonSupplier.of(SentenceModel::new);
    private final Cache<String, float[]> queries = Caffeine.newBuilder().maximumSize(2_000).build();
    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;

    Embeddings(JdbcClient jdbc, NamedParameterJdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** The vector of what somebody looks for; kept in memory. */
    float[] ofQuery(String text) {
        return queries.get(text.length() > 2_000 ? text.substring(0, 2_000) : text, this::compute);
    }

    private float[] compute(String text) {
        return model.get().embed(text).content().vector();
    }

    /** The vectors of these texts, as far as they were computed before; one statement. */
    Map<String, float[]> known(List<String> texts) {
        Map<String, String> byHash = new HashMap<>();
        for (String text : texts) byHash.put(HexFormat.of().formatHex(hash(text)), text);
        Map<String, float[]> known = new HashMap<>();
        jdbc.sql(
                        "select hash, vector from search.vector where model = :model and hash = any(:hashes)")
                .param("model", MODEL)
                .param("hashes", texts.stream().map(Embeddings::hash).toArray(byte[][]::new))
                .query(
                        row -> {
                            String text = byHash.get(HexFormat.of().formatHex(row.getBytes(1)));
                            if (text != null) known.put(text, floats(row.getBytes(2)));
                        });
        return known;
    }

    /** The vectors of these texts; what is not known is computed and kept. */
    public Map<String, float[]> of(List<String> texts) {
        Map<String, float[]> all = known(texts);
        Map<String, float[]> fresh = new HashMap<>();
        for (String text : texts)
            if (says(text) && !all.containsKey(text) && !fresh.containsKey(text))
                fresh.put(text, compute(text));
        keep(fresh);
        all.putAll(fresh);
        return all;
    }

    /** Whether there is anything to understand: blanks of all kinds have no meaning. */
    private static boolean says(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private void keep(Map<String, float[]> vectors) {
        if (vectors.isEmpty()) return;
        batches.batchUpdate(
                "insert into search.vector (model, hash, vector) values (:model, :hash, :vector) on conflict do nothing",
                vectors.entrySet().stream()
                        .map(
                                one ->
                                        new MapSqlParameterSource("model", MODEL)
                                                .addValue("hash", hash(one.getKey()))
                                                .addValue("vector", bytes(one.getValue())))
                        .toArray(MapSqlParameterSource[]::new));
    }

    /**
     * A thread's meaning: the question's own vector and half of what its answers say together, of
     * unit length. Null where the question has none yet.
     */
    public static float @Nullable [] thread(float @Nullable [] own, List<float[]> replies) {
        if (own == null) return null;
        float[] sum = new float[own.length];
        for (float[] reply : replies) for (int i = 0; i < sum.length; i++) sum[i] += reply[i];
        float length = length(sum);
        float[] both = own.clone();
        if (length > 0) for (int i = 0; i < both.length; i++) both[i] += 0.5f * sum[i] / length;
        float unit = length(both);
        for (int i = 0; i < both.length; i++) both[i] /= unit;
        return both;
    }

    private static float length(float[] vector) {
        double sum = 0;
        for (float x : vector) sum += (double) x * x;
        return (float) Math.sqrt(sum);
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(vector);
        return vector;
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
