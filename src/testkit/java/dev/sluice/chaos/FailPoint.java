package dev.sluice.chaos;

import dev.sluice.testing.Byteman;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A step of the protocol at which a service process ends as by {@code kill -9}: {@code Runtime.halt}, no hook runs.
 *
 * <p>A Byteman agent puts the end there when the process starts, so that the product has nothing of it.
 */
enum FailPoint {
    BEFORE_HOOK("before the commit hook", "dev.sluice.batch.BatchLifecycle", "writeThrough", "ENTRY", """
            !$0.sealed.isEmpty()"""),
    BEFORE_COMMIT(
            "after the hook, before the commit",
            "org.apache.kafka.clients.producer.KafkaProducer",
            "commitTransaction",
            "ENTRY",
            "flagged(\"sealed\")"),
    BEFORE_UPLOAD(
            "after the commit, before the upload",
            "dev.sluice.objectstore.Uploader",
            "attempt",
            "ENTRY",
            "!$1.isCancelled()"),
    BEFORE_LANDING("after the upload, before the landing", "dev.sluice.batch.BatchLifecycle", "land", "ENTRY", "true"),
    BEFORE_LANDING_COMMITS(
            "after the landing, before its commit",
            "org.apache.kafka.clients.producer.KafkaProducer",
            "commitTransaction",
            "ENTRY",
            "flagged(\"landed\")"),
    AFTER_LANDING(
            "after the commit that landed",
            "org.apache.kafka.clients.producer.KafkaProducer",
            "commitTransaction",
            "EXIT",
            "flagged(\"landed\")");

    private static final String FLAGS = """
            RULE a seal will be committed
            CLASS dev.sluice.batch.BatchLifecycle
            METHOD commitFollows
            AT ENTRY
            IF !$0.sealed.isEmpty()
            DO flag("sealed")
            ENDRULE
            RULE a landing will be committed
            CLASS dev.sluice.batch.BatchLifecycle
            METHOD land
            AT EXIT
            IF true
            DO flag("landed")
            ENDRULE
            """;

    private final String step;
    private final String target;
    private final String method;
    private final String location;
    private final String condition;

    FailPoint(String step, String target, String method, String location, String condition) {
        this.step = step;
        this.target = target;
        this.method = method;
        this.location = location;
        this.condition = condition;
    }

    String step() {
        return step;
    }

    /**
     * The JVM option that ends a process the n-th time it gets there.
     *
     * @param script the file that the rules are written to
     */
    String jvmOption(int times, Path script) {
        String rule = FLAGS + """
                RULE %s
                CLASS %s
                METHOD %s
                AT %s
                IF %s && incrementCounter("times") >= %d
                DO traceln("FAIL POINT %s"), killJVM()
                ENDRULE
                """.formatted(step, target, method, location, condition, times, name());
        try {
            Files.writeString(script, rule);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Byteman.jvmOption(script);
    }
}
