package org.commonplace.people;

import org.commonplace.chrome.PublicId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may see a thing. */
@Component
public class Audiences {
    private final JdbcClient jdbc;

    Audiences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A new audience of people admitted by name: a community's, or named people's. */
    public long create(String kind, @Nullable Long about) {
        long id = PublicId.next();
        jdbc.sql("insert into people.audience (id, kind, about) values (:id, :kind, :about)")
                .param("id", id)
                .param("kind", kind)
                .param("about", about)
                .update();
        return id;
    }

    public void admit(long audience, MemberId member) {
        jdbc.sql(
                        "insert into people.audience_member (audience, member) values (:audience, :member) on conflict do nothing")
                .param("audience", audience)
                .param("member", member.value())
                .update();
    }

    public void dismiss(long audience, MemberId member) {
        jdbc.sql(
                        "delete from people.audience_member where audience = :audience and member = :member")
                .param("audience", audience)
                .param("member", member.value())
                .update();
    }
}
