package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout of the image and its two scripts, with the packaged jar: each role has only its own folders. */
class RolesIT {

    private static final Path SCRIPTS = Path.of("src/main/docker");
    private static final Path JAR =
            Path.of(System.getProperty("sluice.jar", "target/sluice.jar")).toAbsolutePath();

    @TempDir
    Path home;

    private record Outcome(int exit, String output) {}

    @BeforeEach
    void layOut() throws Exception {
        Files.createSymbolicLink(home.resolve("lib"), JAR.resolveSibling("lib"));
        Files.createSymbolicLink(home.resolve("sluice.jar"), JAR);
        Files.createDirectory(home.resolve("bin"));
        for (String script : List.of("sluice", "role-args")) {
            Files.copy(SCRIPTS.resolve(script), home.resolve("bin").resolve(script));
        }
        writeArguments();
    }

    /** Before the temporary folder is deleted, which warns of links that lead out of it. */
    @AfterEach
    void removeLinks() throws IOException {
        Files.delete(home.resolve("lib"));
        Files.delete(home.resolve("sluice.jar"));
    }

    private void writeArguments() throws Exception {
        assertThat(execute("role-args", home.toString())).isEqualTo(new Outcome(0, ""));
    }

    private Outcome execute(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("bash", home.resolve("bin").resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_") || name.startsWith("KAFKA_"));
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private List<String> classPath(String role) throws IOException {
        String arguments =
                Files.readString(home.resolve("roles").resolve(role + ".args")).strip();
        assertThat(arguments).startsWith("-cp ");
        return Arrays.asList(arguments.substring("-cp ".length()).split(":"));
    }

    private List<String> roles() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("roles"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void core_hasItsLibrariesBeforeOurJarAndNothingElse() throws Exception {
        List<String> classPath = classPath("core");

        assertThat(roles()).containsExactly("core.args");
        assertThat(classPath).last().isEqualTo(home.resolve("sluice.jar").toString());
        assertThat(classPath.subList(0, classPath.size() - 1))
                .hasSizeGreaterThan(10)
                .isSorted()
                .allMatch(jar -> jar.startsWith(home.resolve("lib") + "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "schema", "doctor", "verify", "dlq"})
    void command_startsWithTheFoldersOfItsRole(String command) throws Exception {
        Outcome help = execute("sluice", command, "--help");

        assertThat(help.exit()).as(help.output()).isZero();
        assertThat(help.output()).startsWith("Usage: sluice " + command);
    }

    @Test
    void service_readsItsConfigurationWithTheFoldersOfItsRole() throws Exception {
        Outcome run = execute("sluice");

        assertThat(run.exit()).as(run.output()).isEqualTo(2);
        assertThat(run.output()).contains("SLUICE_INPUT_TOPICS is not set");
    }

    @Test
    void librariesOfARole_comeBehindOurJarInThatRoleOnly() throws Exception {
        List<String> core = classPath("core");
        Path library = Files.createFile(
                Files.createDirectory(home.resolve("lib-table")).resolve("table.jar"));

        writeArguments();

        assertThat(roles()).containsExactly("core.args", "table.args");
        assertThat(classPath("core")).isEqualTo(core);
        assertThat(classPath("table").subList(0, core.size())).isEqualTo(core);
        assertThat(classPath("table").subList(core.size(), classPath("table").size()))
                .containsExactly(library.toString());
    }
}
