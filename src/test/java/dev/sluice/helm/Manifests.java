package dev.sluice.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What a chart renders, read strictly into the types of Kubernetes, the Prometheus operator, Strimzi and KEDA. */
record Manifests(List<HasMetadata> resources) {

    private static final KubernetesSerialization KINDS = new KubernetesSerialization();
    private static final ObjectMapper STRICT = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                /** The types have a place for properties that they do not know; here these are mistakes. */
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            });

    static {
        Stream.of(KafkaTopic.class, KafkaUser.class, ScaledObject.class).forEach(KINDS::registerKubernetesResource);
    }

    /** @throws IllegalArgumentException naming the kind and what of the manifest is not of its type */
    static Manifests parse(String documents) {
        return new Manifests(Stream.of(documents.split("(?m)^---$"))
                .map(Yaml::parse)
                .filter(Objects::nonNull) // what is only a comment
                .map(Manifests::typed)
                .toList());
    }

    private static HasMetadata typed(Map<String, Object> document) {
        String version = String.valueOf(document.get("apiVersion"));
        String kind = String.valueOf(document.get("kind"));
        Class<? extends KubernetesResource> type = KINDS.getRegisteredKubernetesResource(version, kind);
        if (type == null) {
            throw new IllegalArgumentException("there is no type for " + version + " " + kind);
        }
        return (HasMetadata) typed(document, type);
    }

    /** @throws IllegalArgumentException saying what of the document is not of that type */
    static <T> T typed(Map<String, Object> document, Class<T> type) {
        try {
            return STRICT.convertValue(document, type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /** All of that kind. */
    <R extends HasMetadata> List<R> all(Class<R> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The only one of that kind. */
    <R extends HasMetadata> R one(Class<R> type) {
        List<R> found = all(type);
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    "there are " + found.size() + " of " + type.getSimpleName() + ", not one");
        }
        return found.get(0);
    }
}
