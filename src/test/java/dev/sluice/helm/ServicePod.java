package dev.sluice.helm;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pod of the chart's StatefulSet, and what its one container sees. */
record ServicePod(PodSpec spec) {

    static ServicePod of(Manifests manifests) {
        return new ServicePod(
                manifests.one(StatefulSet.class).getSpec().getTemplate().getSpec());
    }

    Container container() {
        return spec.getContainers().get(0);
    }

    Optional<EnvVar> variable(String name) {
        return container().getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst();
    }

    String valueOf(String variable) {
        return variable(variable).orElseThrow().getValue();
    }

    Volume volume(String name) {
        return spec.getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    String mountPath(String volume) {
        return container().getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .map(VolumeMount::getMountPath)
                .findFirst()
                .orElseThrow();
    }

    /** The environment as Kubernetes would make it, but for paths, which are of files that are here. */
    Map<String, String> environment(Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "0123456789abcdef");
        Map<String, String> environment = new HashMap<>(Map.of("SLUICE_STATE_DIRECTORY", directory.toString()));
        for (EnvVar variable : container().getEnv()) {
            String value = variable.getValue();
            if (variable.getValueFrom() != null) {
                value = variable.getValueFrom().getFieldRef() != null ? "sluice-0" : "a secret of 16 bytes";
            } else if (value.startsWith("/etc/sluice/secrets/")) {
                value = secret.toString();
            } else if (value.startsWith("/etc/sluice/mapping/")) {
                value = "avro-schemas/transaction.avsc";
            }
            environment.put(variable.getName(), value);
        }
        return environment;
    }
}
