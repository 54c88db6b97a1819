package org.commonplace;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Who works beside the requests is one of chrome's hands: known, counted, begun again. */
class HandsTests {
    private static final Set<String> STARTERS =
            Set.of(
                    "java.lang.Thread",
                    "java.util.Timer",
                    "java.util.concurrent.Executors",
                    "java.util.concurrent.ThreadPoolExecutor",
                    "java.util.concurrent.ForkJoinPool");
    private static final Set<String> HARMLESS =
            Set.of(
                    "currentThread",
                    "interrupt",
                    "isInterrupted",
                    "interrupted",
                    "sleep",
                    "onSpinWait");

    @Test
    void nothingElseStartsAThread() {
        JavaClasses classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.commonplace");
        List<String> others =
                classes.stream()
                        .filter(one -> !hands(one))
                        .flatMap(one -> one.getAccessesFromSelf().stream())
                        .filter(HandsTests::starts)
                        .map(JavaAccess::getDescription)
                        .toList();
        Assertions.assertThat(classes.size()).isGreaterThan(300);
        Assertions.assertThat(others).isEmpty();
    }

    private static boolean hands(JavaClass one) {
        return one.getName().matches("org\\.commonplace\\.chrome\\.Hands?(\\$.*)?")
                || one.getPackageName().startsWith("org.commonplace.bench");
    }

    private static boolean starts(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        boolean beside =
                owner.equals("java.util.concurrent.CompletableFuture") && name.endsWith("Async");
        return beside
                || name.equals("parallelStream")
                || STARTERS.contains(owner.replaceAll("\\$.*", "")) && !HARMLESS.contains(name);
    }
}
