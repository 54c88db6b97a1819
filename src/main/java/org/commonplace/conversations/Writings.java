package org.commonplace.conversations;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.commonplace.people.Belongings;
import org.commonplace.people.MemberId;
import org.commonplace.people.Members;
import org.springframework.stereotype.Component;

/** What a member wrote, for the export and the departure. */
@Component
class Writings implements Belongings {
    private final Posts posts;
    private final Talks talks;
    private final Members members;
    private final Attachments attachments;

    Writings(Posts posts, Talks talks, Members members, Attachments attachments) {
        this.attachments = attachments;
        this.posts = posts;
        this.talks = talks;
        this.members = members;
    }

    @Override
    public Map<String, String> export(MemberId member) {
        Map<String, String> files = new LinkedHashMap<>();
        for (Post post : posts.by(members.viewer(member)))
            files.put(
                    "posts/"
                            + post.at().toString().substring(0, 10)
                            + "-"
                            + post.kind()
                            + "-"
                            + post.id()
                            + ".md",
                    "# "
                            + post.title()
                            + "\n\n"
                            + post.at()
                            + " · "
                            + post.licence()
                            + "\n\n"
                            + post.body()
                            + "\n");
        return files;
    }

    @Override
    public void files(MemberId member, Files to) throws IOException {
        attachments.of(members.viewer(member), to);
    }

    @Override
    public void erase(MemberId member, boolean texts) {
        attachments.forgetOriginals(members.viewer(member));
        if (texts)
            for (Post post : posts.by(members.viewer(member)))
                if (post.sourceUrl() == null) talks.takeAlong(post);
    }
}
