package org.commonplace.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The least that a page can cost here: the same server and the same statements by raw JDBC, and
 * then a fixed page of the same size. What the application costs above it is its own.
 */
final class Ceiling {
    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

    /**
     * What is served: statements with PostgreSQL's own {@code $n} and their parameters as text.
     * Where a parameter contains {@code id} or {@code key}, each request puts in its own.
     */
    record Plan(
            int port,
            String url,
            String user,
            String password,
            List<Statement> statements,
            List<Thing> things,
            String page) {}

    record Statement(String sql, List<@Nullable String> parameters) {}

    /** A question: its id as the database and as the address have it. */
    record Thing(String id, String key) {}

    private Ceiling() {}

    public static void main(String[] args) throws IOException, LifecycleException {
        Plan plan =
                JsonMapper.builder()
                        .build()
                        .readValue(Files.readString(Path.of(args[0])), Plan.class);
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(plan.url());
        pool.setUsername(plan.user());
        pool.setPassword(plan.password());
        pool.setMaximumPoolSize(24);
        pool.setConnectionInitSql("set plan_cache_mode = force_generic_plan");
        pool.addDataSourceProperty("prepareThreshold", "2");
        Tomcat tomcat = new Tomcat();
        tomcat.setPort(plan.port());
        tomcat.getConnector()
                .getProtocolHandler()
                .setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "page", new Page(plan, new HikariDataSource(pool)));
        context.addServletMappingDecoded("/", "page");
        tomcat.start();
        tomcat.getServer().await();
    }

    private static final class Page extends HttpServlet {
        private final transient Plan plan;
        private final transient HikariDataSource database;
        private final byte[] bytes;
        private final List<String> sql = new ArrayList<>();
        private final List<List<Integer>> places = new ArrayList<>();

        Page(Plan plan, HikariDataSource database) {
            this.plan = plan;
            this.database = database;
            this.bytes = plan.page().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            for (Statement statement : plan.statements()) {
                List<Integer> order = new ArrayList<>();
                Matcher place = PLACE.matcher(statement.sql());
                while (place.find()) order.add(Integer.parseInt(place.group(1)) - 1);
                sql.add(PLACE.matcher(statement.sql()).replaceAll("?"));
                places.add(order);
            }
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            int n = Integer.parseInt(request.getRequestURI().substring(1));
            Thing captured = plan.things().getFirst();
            Thing wanted = plan.things().get(n);
            for (int i = 0; i < sql.size(); i++) run(i, captured, wanted);
            response.setContentType("text/html;charset=UTF-8");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }

        private void run(int statement, Thing captured, Thing wanted) {
            try (Connection connection = database.getConnection();
                    PreparedStatement prepared = connection.prepareStatement(sql.get(statement))) {
                List<Integer> order = places.get(statement);
                for (int i = 0; i < order.size(); i++) {
                    String value = plan.statements().get(statement).parameters().get(order.get(i));
                    if (value != null && !captured.id().isEmpty())
                        value =
                                value.replace(captured.id(), wanted.id())
                                        .replace(captured.key(), wanted.key());
                    prepared.setObject(i + 1, value, Types.OTHER);
                }
                try (ResultSet rows = prepared.executeQuery()) {
                    int columns = rows.getMetaData().getColumnCount();
                    while (rows.next()) for (int c = 1; c <= columns; c++) rows.getObject(c);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(sql.get(statement), e);
            }
        }
    }
}
