package org.commonplace.workgroups;

import org.commonplace.chrome.PublicId;
import org.commonplace.conversations.PostId;

/** A workgroup; its card, thread and shared document have the same id. */
public record WorkgroupId(long value) {
    public static WorkgroupId of(String text) {
        return new WorkgroupId(PublicId.parse(text));
    }

    public PostId document() {
        return new PostId(value);
    }

    @Override
    public String toString() {
        return PublicId.text(value);
    }
}
