package dev.sluice.bench;

import dev.sluice.testing.CheckedProducer;
import dev.sluice.testing.TransactionGenerator;
import dev.sluice.testing.TransactionGenerator.Mix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The transactions of a run: all valid, with every row that they look up; those of one partition take turns at the
 * folders.
 *
 * <p>They are made of a few thousand different ones, and differ in their event times beside.
 */
final class Load {

    static final Mix MIX = new Mix(0, 0, Duration.ofMillis(7));

    private static final int DIFFERENT = 4_096;
    private static final long SEED = 20261121;
    private static final LocalDateTime FIRST_HOUR = LocalDateTime.parse("2026-01-01T00:00:00");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final String EVENT_TIME = "\"event_time\":\"";

    private final BenchmarkOptions options;
    private final List<byte[]> lines;
    private final List<Template> templates;
    private long bytes;

    /** A transaction around its event time. */
    private record Template(String before, String after) {

        static Template of(String json, String padding) {
            int from = json.indexOf(EVENT_TIME) + EVENT_TIME.length();
            int to = json.indexOf('"', from);
            String after = json.substring(to);
            return new Template(
                    json.substring(0, from),
                    padding.isEmpty() ? after : after.replaceFirst("}$", ",\"padding\":\"" + padding + "\"}"));
        }

        byte[] at(LocalDateTime time) {
            return (before + TIME.format(time) + after).getBytes(StandardCharsets.UTF_8);
        }
    }

    Load(BenchmarkOptions options) {
        this.options = options;
        lines = options.input().map(Load::lines).orElse(List.of());
        String padding = "x".repeat(options.padding());
        TransactionGenerator generator = new TransactionGenerator(SEED, MIX, FIRST_HOUR.toInstant(ZoneOffset.UTC));
        templates = Stream.generate(generator::next)
                .limit(DIFFERENT)
                .map(message -> Template.of(new String(message.value(), StandardCharsets.UTF_8), padding))
                .toList();
    }

    private static List<byte[]> lines(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isBlank())
                    .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Produces that many, and returns when the broker has them. */
    void produce(CheckedProducer producer, String topic, int records) {
        bytes = 0;
        for (int i = 0; i < records; i++) {
            byte[] value = lines.isEmpty() ? generated(i) : lines.get(i % lines.size());
            bytes += value.length;
            producer.send(new ProducerRecord<>(topic, i % options.partitions(), null, value));
        }
        producer.flush();
    }

    private byte[] generated(int i) {
        int turn = i / options.partitions();
        LocalDateTime hour = FIRST_HOUR.plusHours(turn % options.paths());
        return templates.get(i % DIFFERENT).at(hour.plusNanos(turn % 3_600_000 * 1_000_000L));
    }

    /** How many bytes of JSON the last {@link #produce} has sent. */
    long bytes() {
        return bytes;
    }
}
