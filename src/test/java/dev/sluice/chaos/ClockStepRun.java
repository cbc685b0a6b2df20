package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.testing.TransactionRig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clock of a service process that is two hours ahead, then right, then set back by ten minutes. libfaketime moves it.
 *
 * <pre>./mvnw -Pchaos -Dit.test=ClockStepRun</pre>
 */
class ClockStepRun {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "libfaketimeMT.so.1";

    private final Path evidence = Path.of("target", "clock-step").toAbsolutePath();

    private static Path library() throws Exception {
        try (Stream<Path> files = Files.find(LIBRARIES, 4, (path, attributes) -> path.endsWith(LIBRARY))) {
            Path library = files.findFirst().orElse(null);
            assumeTrue(library != null, LIBRARY + " is not installed (Debian's package libfaketime)");
            return library;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "streams"})
    void service_waitsWhileItsClockIsAheadAndGoesOnWhenItIsSetBack(String protocol) throws Exception {
        Path library = library();
        Path work = Files.createTempDirectory(Files.createDirectories(evidence), "work-");
        Path clock = work.resolve("clock");
        try (Cluster cluster = new Cluster(work, evidence.resolve(protocol), 1, protocol)) {
            Instance instance = cluster.instance("a");
            instance.set("LD_PRELOAD", library.toString());
            instance.set("FAKETIME_TIMESTAMP_FILE", clock.toString());
            instance.set("FAKETIME_CACHE_DURATION", "1");
            instance.set("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            set(clock, "+7200");
            instance.start();
            cluster.withEvidence(() -> {
                await().until(() -> instance.body("/health/ready").contains("ahead of the cluster's"));
                assertThat(instance.body("/health/live")).contains("\"status\":\"ok\"");

                set(clock, "+0");
                cluster.rig().produceLateMerchants();
                cluster.rig().feed(1_000);
                await().until(() -> instance.landedObjects() > 0);

                set(clock, "-600");
                await().until(() -> Files.readString(instance.log()).contains("the clock was set back"));
                double before = instance.landedObjects();
                cluster.rig().feed(1_000);
                await().until(() -> instance.landedObjects() > before);
            });
            assertThat(instance.terminate()).as("exit status on SIGTERM").isEqualTo(143);
            assertThat(cluster.verify(TransactionRig.APPLICATION)).isEmpty();
        }
    }

    /** At once, so that no process reads half of it. */
    private static void set(Path clock, String offsetSeconds) throws Exception {
        Path next = Files.writeString(clock.resolveSibling("clock.next"), offsetSeconds);
        Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
    }
}
