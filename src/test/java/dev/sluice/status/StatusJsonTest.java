package dev.sluice.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.status.Status.Batches;
import dev.sluice.status.Status.Bucket;
import dev.sluice.status.Status.Health;
import dev.sluice.status.Status.Instance;
import dev.sluice.status.Status.LandedObject;
import dev.sluice.status.Status.SinceStart;
import dev.sluice.status.Status.Task;
import dev.sluice.status.Status.Work;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class StatusJsonTest {

    private static final Instant AT = Instant.parse("2026-11-21T08:00:00.123Z");

    private static Status status(Health health, Work work, Bucket bucket, SinceStart sinceStart) {
        return new Status(
                Status.FORMAT,
                AT,
                new Instance("payments", "0.1.0", AT.minusSeconds(60), "t.avsc", "0123", List.of("in", "more")),
                health,
                work,
                bucket,
                sinceStart);
    }

    private static Status least() {
        return status(
                new Health(true, true, List.of(), "RUNNING", false),
                new Work(List.of(), new Batches(0, 0, 0, 0, 0)),
                new Bucket("lake", "", 0, null, null, null),
                new SinceStart(List.of(), Map.of(), List.of()));
    }

    private static Status most() {
        return status(
                new Health(true, false, List.of("intake is paused", "S3 refuses \"lake\""), "RUNNING", true),
                new Work(
                        List.of(new Task(0, 1, 2, 3, 4, 5, 6L), new Task(1, 0, 0, 0, 0, 0, null)),
                        new Batches(1, 2, 1L << 40, 4, 5)),
                new Bucket("lake", "raw", 3, AT.minusNanos(1), "403", "bucket: closed"),
                new SinceStart(
                        List.of("topic in: is compacted"),
                        Map.of("missing_value", 7L, "inexact", 1L),
                        List.of(new LandedObject("in/date=2026-11-21/x.avro", 10, 4096, "age", AT))));
    }

    static Stream<Status> statuses() {
        return Stream.of(least(), most());
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void decoded_equalsWhatWasEncoded(Status status) {
        assertThat(StatusJson.decode(StatusJson.encode(status))).isEqualTo(status);
        assertThat(StatusJson.decode(StatusJson.pretty(status))).isEqualTo(status);
        assertThat(StatusJson.encode(status)).doesNotContain("\n", "null");
    }

    @Test
    void encoded_hasItsFormatAndInstantsAsText() {
        JsonNode json = new JsonMapper().readTree(StatusJson.encode(most()));

        assertThat(json.get("format").asInt()).isEqualTo(1);
        assertThat(json.get("at").asString()).isEqualTo("2026-11-21T08:00:00.123Z");
        assertThat(json.get("sinceStart").get("deadLetters").toString())
                .isEqualTo("{\"inexact\":1,\"missing_value\":7}");
    }

    @Test
    void unknownMembers_areIgnored() {
        ObjectNode json = (ObjectNode) new JsonMapper().readTree(StatusJson.encode(most()));
        json.put("fromALaterBuild", 1);
        ((ObjectNode) json.get("instance")).putArray("pipelines").add("a");
        ((ObjectNode) json.get("work").get("tasks").get(0)).put("rank", 2);

        assertThat(StatusJson.decode(json.toString())).isEqualTo(most());
    }

    @Test
    void newerFormat_isRefusedByItsNumber() {
        String newer = StatusJson.encode(least()).replace("\"format\":1", "\"format\":2");

        assertThatThrownBy(() -> StatusJson.decode(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the status has format 2; this build reads formats 1 to 1");
    }

    @Test
    void missingMember_isRefused() {
        ObjectNode json = (ObjectNode) new JsonMapper().readTree(StatusJson.encode(least()));
        json.remove("work");

        assertThatThrownBy(() -> StatusJson.decode(json.toString())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StatusJson.decode("{")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void health_needsAReasonExactlyWhenItIsNotReady() {
        assertThatThrownBy(() -> new Health(true, false, List.of(), "RUNNING", false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Health(true, true, List.of("why"), "RUNNING", false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
