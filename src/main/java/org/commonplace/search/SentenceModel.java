package org.commonplace.search;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The sentence model as its jar brings it, run on the caller's thread alone and without memory kept
 * between runs: the runtime's own threads would spin beside the requests, and its arena keeps what
 * the longest text once needed.
 */
final class SentenceModel extends AbstractInProcessEmbeddingModel {
    private final OnnxBertBiEncoder encoder;

    SentenceModel() {
        super(Runnable::run);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                InputStream tokenizer = resource("bge-small-en-v1.5-q-tokenizer.json")) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession session = environment.createSession(bytes(), options);
            encoder = new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.CLS);
        } catch (OrtException | IOException e) {
            throw new IllegalStateException("the sentence model cannot be read", e);
        }
    }

    private static byte[] bytes() {
        try (InputStream model = resource("bge-small-en-v1.5-q.onnx")) {
            return model.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream found =
                BgeSmallEnV15QuantizedEmbeddingModel.class.getResourceAsStream("/" + name);
        if (found == null) throw new IOException(name + " is not in the model's jar");
        return found;
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }
}
