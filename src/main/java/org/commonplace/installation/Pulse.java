package org.commonplace.installation;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, known within a second or so: on a connection of its own, because
 * the others may all be waiting for that answer.
 */
@Component
class Pulse implements DisposableBean {
    private static final String A_SECOND = "1";
    private final DataSource pool;
    private final String url;
    private final Properties how = new Properties();
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable Connection connection;

    Pulse(
            DataSource pool,
            @Value("${spring.datasource.url}") String url,
            @Value("${spring.datasource.username:}") String user,
            @Value("${spring.datasource.password:}") String password) {
        this.pool = pool;
        this.url = url;
        how.setProperty("connectTimeout", A_SECOND);
        how.setProperty("socketTimeout", A_SECOND);
        how.setProperty("ApplicationName", "pulse");
        if (!user.isEmpty()) how.setProperty("user", user);
        if (!password.isEmpty()) how.setProperty("password", password);
    }

    boolean beats() {
        try {
            if (!asking.tryLock(1_500, TimeUnit.MILLISECONDS)) return false;
            try {
                return answers() && pooled();
            } finally {
                asking.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether pages have connections: after a while without the database that takes seconds. */
    private boolean pooled() {
        try {
            if (!pool.isWrapperFor(HikariDataSource.class)) return true;
            HikariPoolMXBean connections =
                    pool.unwrap(HikariDataSource.class).getHikariPoolMXBean();
            return connections == null || connections.getTotalConnections() > 0;
        } catch (SQLException e) {
            return true;
        }
    }

    private boolean answers() {
        try {
            Connection open = connection;
            if (open == null) {
                open = DriverManager.getConnection(url, how);
                connection = open;
            }
            try (Statement statement = open.createStatement()) {
                return statement.execute("select 1");
            }
        } catch (SQLException e) {
            destroy();
            return false;
        }
    }

    @Override
    public void destroy() {
        Connection open = connection;
        connection = null;
        if (open == null) return;
        try {
            open.close();
        } catch (SQLException e) {
            // It is gone already.
        }
    }
}
