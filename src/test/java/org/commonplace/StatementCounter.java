package org.commonplace;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;

/** Counts the statements that a request's thread sends to the database. */
@TestConfiguration(proxyBeanMethods = false)
public class StatementCounter implements BeanPostProcessor {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile boolean counting;

    /** What a deed sends to the database from threads that serve requests. */
    public List<String> during(Runnable deed) {
        seen.clear();
        counting = true;
        try {
            deed.run();
        } finally {
            counting = false;
        }
        return List.copyOf(seen);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source ? counted(source) : bean;
    }

    private DataSource counted(DataSource source) {
        return (DataSource)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {DataSource.class, AutoCloseable.class},
                        (proxy, method, args) -> {
                            Object result = invoke(source, method, args);
                            return result instanceof Connection connection
                                    ? counted(connection)
                                    : result;
                        });
    }

    private Connection counted(Connection connection) {
        return (Connection)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, args) -> {
                            if (method.getName().startsWith("prepareStatement"))
                                note((String) args[0]);
                            Object result = invoke(connection, method, args);
                            return result instanceof Statement
                                            && method.getName().equals("createStatement")
                                    ? result
                                    : result;
                        });
    }

    private void note(String sql) {
        if (counting && Thread.currentThread().getName().startsWith("tomcat")) seen.add(sql);
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] args)
            throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
