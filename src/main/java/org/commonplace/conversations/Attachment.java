package org.commonplace.conversations;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A file that came with a post, without its bytes; size in bytes. */
public record Attachment(String key, String name, String type, int size) {
    private static final TypeReference<List<Attachment>> LIST = new TypeReference<>() {};

    static List<Attachment> list(@Nullable String json) {
        return json == null ? List.of() : JsonMapper.shared().readValue(json, LIST);
    }

    /** A picture can be looked at in the page; anything else is downloaded. */
    public boolean picture() {
        return type.equals("image/jpeg") || type.equals("image/png");
    }

    public int kilobytes() {
        return Math.max(1, size / 1024);
    }
}
