package org.commonplace;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of a run which tests took longest, classes (with what they set up) and methods.
 */
public class Costs implements TestExecutionListener {
    private static final int MOST = 12;
    private final Map<TestIdentifier, Instant> begun = new ConcurrentHashMap<>();
    private final Map<String, Duration> classes = new ConcurrentHashMap<>();
    private final Map<String, Duration> methods = new ConcurrentHashMap<>();

    @Override
    public void executionStarted(TestIdentifier test) {
        begun.put(test, Instant.now());
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Instant from = begun.remove(test);
        if (from == null) return;
        Duration took = Duration.between(from, Instant.now());
        switch (test.getSource().orElse(null)) {
            case ClassSource source ->
                    classes.merge(name(source.getClassName()), took, Duration::plus);
            case MethodSource source ->
                    methods.merge(
                            name(source.getClassName()) + "." + source.getMethodName(),
                            took,
                            Duration::plus);
            case null, default -> {}
        }
    }

    private static String name(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (methods.size() < MOST) return;
        System.out.println("The tests that cost most, in seconds:");
        print(classes);
        print(methods);
    }

    private static void print(Map<String, Duration> costs) {
        costs.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .forEach(
                        cost ->
                                System.out.printf(
                                        "%8.1f  %s%n",
                                        cost.getValue().toMillis() / 1000.0, cost.getKey()));
    }
}
