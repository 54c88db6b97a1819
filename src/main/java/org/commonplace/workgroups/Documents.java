package org.commonplace.workgroups;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonplace.catalogue.Activity;
import org.commonplace.chrome.Markdown;
import org.commonplace.communities.Voices;
import org.commonplace.conversations.Merge;
import org.commonplace.conversations.Posts;
import org.commonplace.conversations.Stale;
import org.commonplace.people.PersonaId;
import org.commonplace.people.Viewer;
import org.commonplace.people.Voice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The shared document of a group: its versions, who wrote each paragraph, and joined edits. */
@Component
public class Documents {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Workgroups workgroups;
    private final Posts posts;
    private final Activity activity;
    private final Phases phases;
    private final Voices voices;

    Documents(
            JdbcClient jdbc,
            JsonMapper json,
            Workgroups workgroups,
            Posts posts,
            Activity activity,
            Phases phases,
            Voices voices) {
        this.voices = voices;
        this.jdbc = jdbc;
        this.json = json;
        this.workgroups = workgroups;
        this.posts = posts;
        this.activity = activity;
        this.phases = phases;
    }

    /** A paragraph as it stands: its Markdown, that rendered, and whose it is. */
    public record Paragraph(String text, String html, long author) {}

    /**
     * Saves an edit that was begun at a version. Other people's paragraphs that were saved
     * meanwhile are kept; where both changed the same one nothing is saved, and the join comes back
     * to be settled.
     */
    @Transactional
    public Optional<Merge> save(
            WorkgroupId id, int begunAt, String text, String summary, Viewer viewer) {
        Workgroup group = workgroups.working(id, viewer);
        String mine = Markdown.cleaned(text);
        Merge merge =
                group.version() == begunAt
                        ? new Merge(mine, List.of())
                        : Merge.of(
                                posts.version(id.document(), begunAt).body(),
                                group.document(),
                                mine);
        if (!merge.clean()) return Optional.of(merge);
        if (merge.text().strip().equals(group.document().strip())) return Optional.empty();
        Voice editor = voices.in(id.value(), viewer);
        try {
            posts.revise(
                    id.document(),
                    new Posts.Edit(group.version(), group.problem(), merge.text(), summary),
                    editor,
                    viewer);
        } catch (Stale stale) {
            throw new IllegalStateException("The row is locked", stale);
        }
        List<Paragraph> paragraphs =
                signed(workgroups.paragraphs(id), merge.text(), editor.persona());
        jdbc.sql(
                        "update workgroups.workgroup set paragraphs = cast(:paragraphs as jsonb) where id = :id")
                .param("paragraphs", json.writeValueAsString(paragraphs))
                .param("id", id.value())
                .update();
        phases.moved(group);
        activity.record(editor, "wrote", id.value(), Map.of("summary", summary));
        return Optional.empty();
    }

    /** The new text's paragraphs: what stood before keeps its author, the rest is the editor's. */
    static List<Paragraph> signed(List<Paragraph> before, String text, PersonaId editor) {
        List<String> fresh = Merge.paragraphs(text);
        Long[] authors = new Long[fresh.size()];
        List<String> old = before.stream().map(Paragraph::text).toList();
        int from = 0;
        int to = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, fresh).getDeltas()) {
            while (from < delta.getSource().getPosition())
                authors[to++] = before.get(from++).author();
            from += delta.getSource().size();
            to += delta.getTarget().size();
        }
        while (from < before.size()) authors[to++] = before.get(from++).author();
        List<Paragraph> paragraphs = new ArrayList<>();
        for (int i = 0; i < fresh.size(); i++)
            paragraphs.add(
                    new Paragraph(
                            fresh.get(i),
                            Markdown.html(fresh.get(i)),
                            authors[i] == null ? editor.value() : authors[i]));
        return paragraphs;
    }
}
