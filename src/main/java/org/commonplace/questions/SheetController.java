package org.commonplace.questions;

import io.nayuki.qrcodegen.QrCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.commonplace.chrome.Markdown;
import org.commonplace.chrome.Rows;
import org.commonplace.chrome.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * A page to print for the staff room: three answers of the week that everybody may read, and one
 * question that waits, with a code to point a telephone at.
 */
@Controller
class SheetController {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int ANSWERS = 3;
    private static final int LONGEST = 420;
    private final JdbcClient jdbc;
    private final Site site;
    private final Clock clock;

    SheetController(JdbcClient jdbc, Site site, Clock clock) {
        this.jdbc = jdbc;
        this.site = site;
        this.clock = clock;
    }

    /** A piece of the sheet; {@code html} is safe, {@code worked} is how many libraries said so. */
    public record Piece(
            String title, String html, @Nullable String name, String path, int worked) {}

    @GetMapping("/sheet")
    String sheet(Model model) {
        List<Piece> answers =
                jdbc.sql(
                                """
                        select * from (
                            select distinct on (a.question) c.title, p.body, b.name, c.path, a.worked, a.accepted, a.answered_at
                              from questions.answer a
                              join catalogue.shown c on c.id = a.id and c.audience = 1
                              join conversations.posted p on p.id = a.id
                              left join people.byline b on b.persona = p.author
                             where a.answered_at > :week
                             order by a.question, a.accepted desc, a.worked desc, a.answered_at desc) best
                         order by accepted desc, worked desc, answered_at desc limit :most
                        """)
                        .param("week", Rows.sql(clock.instant().minus(WEEK)))
                        .param("most", ANSWERS)
                        .query((row, n) -> piece(row))
                        .list();
        @Nullable Piece waits =
                jdbc.sql(
                                """
                        select c.title, p.body, b.name, c.path, 0 as worked from questions.question q
                          join catalogue.shown c on c.id = q.id and c.audience = 1
                          join conversations.posted p on p.id = q.id
                          left join people.byline b on b.persona = q.asker
                         where q.state = 'asked' order by q.asked_at desc limit 1
                        """)
                        .query((row, n) -> piece(row))
                        .optional()
                        .orElse(null);
        model.addAttribute("answers", answers);
        model.addAttribute("waits", waits);
        model.addAttribute("code", waits == null ? "" : code(site.url() + waits.path()));
        return "questions/sheet";
    }

    private static Piece piece(ResultSet row) throws SQLException {
        return new Piece(
                row.getString("title"),
                Markdown.beginning(row.getString("body"), LONGEST),
                row.getString("name"),
                row.getString("path"),
                row.getInt("worked"));
    }

    /** The path of an SVG whose unit is one module of the code (ISO/IEC 18004). */
    static String code(String address) {
        QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++)
            for (int x = 0; x < code.size; x++)
                if (code.getModule(x, y))
                    path.append('M').append(x + 4).append(' ').append(y + 4).append("h1v1h-1z");
        return code.size + 8 + "|" + path;
    }
}
