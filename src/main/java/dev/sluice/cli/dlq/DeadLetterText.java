package dev.sluice.cli.dlq;

import dev.sluice.contract.Digest;
import dev.sluice.contract.OriginalRecord;
import dev.sluice.contract.OriginalRecord.Part;
import dev.sluice.contract.RefusedBy;
import dev.sluice.contract.Replays;
import dev.sluice.contract.ReportedFailure;
import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.Thrown;
import dev.sluice.deadletters.DeadLetterRecord;
import dev.sluice.deadletters.ReplayTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
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
        addFailure(letter.failure());
        List<ReportedFailure> failures = letter.failed().failures();
        for (int i = 1; i < failures.size(); i++) {
            add("failure " + (i + 1), "");
            addFailure(failures.get(i));
        }
        add("source", source == null ? null : source.topic() + "-" + source.partition() + "@" + source.offset());
        RefusedBy by = letter.failed().refusedBy();
        add("application", by.applicationId());
        if (by.pipeline() != null) {
            add("pipeline", by.pipeline());
        }
        add("mapping", by.mapping());
    }

    private void addFailure(ReportedFailure failure) {
        add("reason", failure.reason());
        add("field", failure.path().isEmpty() ? "(the record)" : failure.path());
        add("message", failure.message().isEmpty() ? null : failure.message());
    }

    private void addHistory(DeadLetterRecord letter, @Nullable ReplayTarget replayedTo) {
        add("attempts", Integer.toString(letter.failed().attempts().failed()));
        add("failed at", Instant.ofEpochMilli(letter.failedAtMillis()).toString());
        Replays replays = letter.replays();
        if (replays.count() > 0) {
            add("replays", replays.count() + ", the last of " + replays.from());
        }
        add("replayed", replayedTo == null ? "no" : "to " + replayedTo.label());
    }

    private void addRecord(DeadLetterRecord letter, boolean isRevealed) {
        OriginalRecord original = letter.original();
        add("timestamp", Instant.ofEpochMilli(letter.timestampMillis()).toString());
        if (letter.isIncomplete()) {
            lines.add("too large for this topic as it was: it cannot be replayed");
        }
        add("key", part(original.leftOut(Part.KEY), original.key(), isRevealed));
        add("value", part(original.leftOut(Part.VALUE), original.value(), isRevealed));
        Digest headers = original.leftOut(Part.HEADERS);
        if (headers != null) {
            add("headers", leftOut(headers));
        }
        for (Header header : original.ownHeaders()) {
            add("header", Payload.printable(header.key()) + " = " + payload(header.value(), isRevealed));
        }
        Thrown thrown = letter.failed().thrown();
        if (thrown != null) {
            lines.add("stack trace");
            thrown.stackTrace().lines().forEach(line -> lines.add("  " + Payload.printable(line.strip())));
        }
    }

    private static String part(@Nullable Digest leftOut, byte @Nullable [] bytes, boolean isRevealed) {
        return leftOut == null ? payload(bytes, isRevealed) : leftOut(leftOut);
    }

    private static String leftOut(Digest digest) {
        return Payload.printable(digest.bytes() + " bytes, left out; SHA-256 " + digest.sha256());
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
