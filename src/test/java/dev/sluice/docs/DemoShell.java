package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A bash that executes what pages say to type, all of it in one shell. Only Maven is not started: the jar is packaged,
 * and the demo's class runs with the options that {@code ./mvnw -Pdemo} would hand on.
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

    /** Everything that the script printed. */
    static String run(String script, Path log) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", PREAMBLE + script);
        builder.environment().merge("PATH", java.toString(), (path, first) -> first + ":" + path);
        builder.environment()
                .put(
                        "DEMO_CLASS_PATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        Process bash =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
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
}
