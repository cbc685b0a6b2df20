package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;

/**
 * A bash that executes what pages say to type, all of it in one shell. Only Maven is not started: the jar is packaged,
 * and the demo's class runs with the options that {@code ./mvnw -Pdemo} would hand on.
 *
 * <p>Each shell has a folder of its own, with links to the project: the demo writes to {@code target}, and two of these
 * tests may run at the same time.
 */
final class DemoShell {

    private static final long TIMEOUT_MINUTES = 30;

    private static final String PREAMBLE = """
            trap 'kill -9 $demo $service 2> /dev/null' EXIT
            ./mvnw() {
                case "$*" in *-Pdemo*) ;; *) return 0 ;; esac
                options=()
                for word in "$@"; do
                    case $word in -D*=*) options+=("$word") ;; -D*) options+=("$word=true") ;; esac
                done
                rm -f target/demo.env
                java -Xmx1g "${options[@]}" -cp "$DEMO_CLASS_PATH" dev.sluice.demo.Demo &
                demo=$!
                case "$*" in *-Dkeep*) ;; *) wait $demo; return ;; esac
                until [ -s target/demo.env ]; do kill -0 $demo || exit 1; sleep 1; done
            }
            """;

    private DemoShell() {}

    /** Everything that the script printed; it is also in {@code target/shell/NAME}. */
    static String run(String script, String name) throws IOException, InterruptedException {
        Path folder = folder(Path.of("target", "shell", name).toAbsolutePath());
        Path log = folder.resolve("log");
        Path java = Path.of(System.getProperty("java.home"), "bin");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", PREAMBLE + script);
        builder.environment().merge("PATH", java.toString(), (path, first) -> first + ":" + path);
        builder.environment()
                .put(
                        "DEMO_CLASS_PATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        Process bash = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(bash.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES))
                    .as("it ends; see " + log)
                    .isTrue();
            return Files.readString(log);
        } finally {
            bash.descendants().forEach(ProcessHandle::destroyForcibly);
            bash.destroyForcibly();
        }
    }

    private static Path folder(Path folder) throws IOException {
        Utils.delete(folder.toFile());
        Path target = Files.createDirectories(folder.resolve("target"));
        for (String built : List.of("sluice.jar", "lib")) {
            Files.createSymbolicLink(
                    target.resolve(built), Path.of("target", built).toAbsolutePath());
        }
        for (String part : List.of("src", "docs", "avro-schemas", "helm")) {
            Files.createSymbolicLink(folder.resolve(part), Path.of(part).toAbsolutePath());
        }
        return folder;
    }
}
