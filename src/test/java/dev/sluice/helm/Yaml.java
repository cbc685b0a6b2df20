package dev.sluice.helm;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** YAML documents as maps, lists and scalars. */
final class Yaml {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Yaml() {}

    static Map<String, Object> parse(String document) {
        return YAML.unmarshal(document, new TypeReference<Map<String, Object>>() {});
    }

    static Map<String, Object> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, Map<String, Object> document) {
        try {
            Files.writeString(file, YAML.asYaml(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
