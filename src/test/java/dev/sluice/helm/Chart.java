package dev.sluice.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import dev.sluice.docs.Markdown;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart in {@code helm/}, as Helm itself checks and renders it. */
final class Chart {

    static final Path DIRECTORY = Path.of("helm");
    static final String RELEASE = "payments";
    static final String NAMESPACE = "bank";

    private static final String KUBERNETES = "1.34.0";

    private Chart() {}

    /** The files that hold values for a test of the chart; between them they use all of its options. */
    static List<Path> ciValues() {
        return filesIn(DIRECTORY.resolve("ci"));
    }

    /** One of these files. */
    static Path ci(String name) {
        return DIRECTORY.resolve("ci").resolve(name + "-values.yaml");
    }

    /** All of these files, and the example of docs/deploy/kubernetes.md. */
    static List<Path> exampleValues() throws IOException {
        Path example = Files.createTempFile("example", ".yaml");
        example.toFile().deleteOnExit();
        Files.writeString(
                example,
                Markdown.read("docs/deploy/kubernetes.md").blocks("yaml").get(0).text());
        return Stream.concat(ciValues().stream(), Stream.of(example)).toList();
    }

    /**
     * Everything that an installation would create, as typed resources.
     *
     * @param overrides further values by their path, as {@code helm --set} takes them
     * @throws IllegalStateException if Helm refuses the values, with Helm's message
     * @throws IllegalArgumentException if a manifest is not of its kind's type
     */
    static Manifests template(Path values, Map<String, String> overrides) {
        return template(DIRECTORY, values, overrides);
    }

    private static Manifests template(Path chart, Path values, Map<String, String> overrides) {
        TemplateCommand command = new Helm(chart)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values);
        overrides.forEach(command::set);
        return Manifests.parse(command.call());
    }

    static Manifests template(Path values) {
        return template(values, Map.of());
    }

    /** What Helm tells who has installed it. */
    static String notes(Path values) {
        String output = new Helm(DIRECTORY)
                .install()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values)
                .clientOnly()
                .dryRun()
                .call()
                .getOutput();
        return output.substring(output.indexOf("NOTES:\n"));
    }

    /**
     * The pod of {@code helm test}. Helm's library leaves hooks out of what it renders, so it is rendered from a copy
     * in which it is none.
     */
    static Pod testPod(Path values, Path copy) throws IOException {
        copyTo(copy);
        Path template = copy.resolve("templates/tests/ready.yaml");
        Files.writeString(template, Files.readString(template).replace("helm.sh/hook: test\n", "hook: none\n"));
        return template(copy, values, Map.of()).one(Pod.class);
    }

    /** Lints a copy of the chart that has these values for its own: Helm's library lints no others. */
    static LintResult lint(Path values, Path copy) throws IOException {
        copyTo(copy);
        Yaml.write(copy.resolve("values.yaml"), merged(Yaml.read(DIRECTORY.resolve("values.yaml")), Yaml.read(values)));
        return new Helm(copy).lint().strict().call();
    }

    private static void copyTo(Path copy) throws IOException {
        for (Path file : filesIn(DIRECTORY)) {
            Path target = copy.resolve(DIRECTORY.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    @SuppressWarnings("unchecked") // YAML's mappings with names for keys
    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((name, value) -> merged.put(
                name,
                base.get(name) instanceof Map && value instanceof Map
                        ? merged((Map<String, Object>) base.get(name), (Map<String, Object>) value)
                        : value));
        return merged;
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
