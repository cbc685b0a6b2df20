package dev.sluice.cli.dlq;

import dev.sluice.deadletters.DeadLetterRecord;
import dev.sluice.deadletters.ReplayTarget;
import dev.sluice.failure.FailureHeaders;
import dev.sluice.failure.SourcePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One dead letter for people: a line for each property. */
final class DeadLetterText {

    private static final int LABEL_COLUMNS = 14;

    private final List<String> lines = new ArrayList<>();

    private DeadLetterText() {}

    static List<String> lines(DeadLetterRecord letter, @Nullable ReplayTarget replayedTo, boolean isRevealed) {
        DeadLetterText text = new DeadLetterText();
        text.addFailure(letter);
        text.addHistory(letter, replayedTo);
        text.addRecord(letter, isRevealed);
        return text.lines;
    }

    private void addFailure(DeadLetterRecord letter) {
        SourcePosition source = letter.source();
        add("dead letter", letter.place());
        add("reason", letter.reason());
        add("field", letter.field().isEmpty() ? "(the record)" : letter.field());
        add("message", letter.text(FailureHeaders.MESSAGE));
        add("source", source == null ? null : source.topic() + "-" + source.partition() + "@" + source.offset());
        add("application", letter.text(FailureHeaders.APPLICATION_ID));
        add("mapping", letter.text(FailureHeaders.MAPPING));
    }

    private void addHistory(DeadLetterRecord letter, @Nullable ReplayTarget replayedTo) {
        add("attempts", Integer.toString(letter.attempts()));
        add("failed at", Instant.ofEpochMilli(letter.failedAtMillis()).toString());
        if (letter.replays() > 0) {
            add("replays", letter.replays() + ", the last of " + letter.text(FailureHeaders.REPLAYED_FROM));
        }
        add("replayed", replayedTo == null ? "no" : "to " + replayedTo.label());
    }

    private void addPart(String name, @Nullable String bytes, @Nullable String sha256, Supplier<String> payload) {
        add(name, sha256 == null ? payload.get() : leftOut(bytes, sha256));
    }

    private static String leftOut(@Nullable String bytes, String sha256) {
        return Payload.printable(bytes + " bytes, left out; SHA-256 " + sha256);
    }

    private void addRecord(DeadLetterRecord letter, boolean isRevealed) {
        add("timestamp", Instant.ofEpochMilli(letter.timestampMillis()).toString());
        if (letter.isIncomplete()) {
            lines.add("too large for this topic as it was: it cannot be replayed");
        }
        addPart(
                "key",
                letter.text(FailureHeaders.KEY_BYTES),
                letter.text(FailureHeaders.KEY_SHA256),
                () -> payload(letter.key(), isRevealed));
        addPart(
                "value",
                letter.text(FailureHeaders.VALUE_BYTES),
                letter.text(FailureHeaders.VALUE_SHA256),
                () -> payload(letter.value(), isRevealed));
        String headersSha256 = letter.text(FailureHeaders.HEADERS_SHA256);
        if (headersSha256 != null) {
            add("headers", leftOut(letter.text(FailureHeaders.HEADERS_BYTES), headersSha256));
        }
        for (DeadLetterRecord.Header header : letter.ownHeaders()) {
            add("header", Payload.printable(header.name()) + " = " + payload(header.value(), isRevealed));
        }
        String stackTrace = letter.text(FailureHeaders.STACKTRACE);
        if (stackTrace != null) {
            lines.add("stack trace");
            stackTrace.lines().forEach(line -> lines.add("  " + Payload.printable(line.strip())));
        }
    }

    private static String payload(byte @Nullable [] bytes, boolean isRevealed) {
        if (bytes == null) {
            return "null";
        }
        return isRevealed ? Payload.shown(bytes) : bytes.length + " bytes (--reveal shows them)";
    }

    private void add(String label, @Nullable String value) {
        String padded = label + " ".repeat(Math.max(1, LABEL_COLUMNS - label.length()));
        lines.add(padded + (value == null ? "(no header says)" : Payload.printable(value)));
    }
}
