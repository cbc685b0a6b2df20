package dev.sluice.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.FailureHeaders;
import dev.sluice.contract.MessageLimits;
import dev.sluice.contract.SourcePosition;
import dev.sluice.contract.TimestampBounds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected digests are those of {@code sha256sum}. */
class DeadLetterTest {

    private static final int LIMIT = 16 * 1024;
    private static final MessageLimits LIMITS = new MessageLimits(LIMIT, LIMIT, TimestampBounds.DEFAULT);
    private static final long NOW = 1_763_640_000_000L;
    private static final long SENT = 5;
    private static final SourcePosition SOURCE = new SourcePosition("in", 3, 8);

    private final Headers why = new RecordHeaders().add(FailureHeaders.REASON, utf8("inexact"));

    @Test
    void letter_isTheRecordAsItCameWhenItFits() {
        Headers headers = new RecordHeaders().add("trace", utf8("t1")).add(FailureHeaders.REASON, utf8("an older one"));
        Record<byte[], Outcome> letter = letter(utf8("k"), utf8("v"), headers);

        assertThat(letter.key()).isEqualTo(utf8("k"));
        assertThat(value(letter)).isEqualTo(utf8("v"));
        assertThat(letter.timestamp()).isEqualTo(SENT);
        assertThat(letter.headers())
                .isEqualTo(new RecordHeaders().add("trace", utf8("t1")).add(FailureHeaders.REASON, utf8("inexact")));
    }

    @Test
    void value_givesWayToItsDigestWhenItIsTheLargest() {
        Headers headers = new RecordHeaders().add("trace", utf8("t1"));
        Record<byte[], Outcome> letter = letter(utf8("k"), utf8("v".repeat(20_000)), headers);

        assertThat(letter.key()).isEqualTo(utf8("k"));
        assertThat(value(letter)).isNull();
        assertThat(names(letter))
                .containsExactly(
                        "trace", FailureHeaders.REASON, FailureHeaders.VALUE_BYTES, FailureHeaders.VALUE_SHA256);
        assertThat(text(letter, FailureHeaders.VALUE_BYTES)).isEqualTo("20000");
        assertThat(text(letter, FailureHeaders.VALUE_SHA256))
                .isEqualTo("5c3df6b90342a6909c7be50cebef01075dbdf55155e22e7388ed534ce9963e2f");
    }

    @Test
    void key_givesWayToItsDigestWhenItIsTheLargest() {
        Record<byte[], Outcome> letter = letter(utf8("k".repeat(20_000)), utf8("v"), new RecordHeaders());

        assertThat(letter.key()).isNull();
        assertThat(value(letter)).isEqualTo(utf8("v"));
        assertThat(text(letter, FailureHeaders.KEY_BYTES)).isEqualTo("20000");
        assertThat(text(letter, FailureHeaders.KEY_SHA256))
                .isEqualTo("f6001fb5575a58e6cbdc838b043a30bddabd1ba289b9bb648e3f20ff5f3d2df9");
    }

    @Test
    void ownHeaders_giveWayToTheirDigestWhenTheyAreTheLargest() {
        Headers headers = new RecordHeaders().add("é", null).add("a", utf8("h".repeat(20_000)));
        Record<byte[], Outcome> letter = letter(utf8("k"), utf8("v"), headers);

        assertThat(letter.key()).isEqualTo(utf8("k"));
        assertThat(value(letter)).isEqualTo(utf8("v"));
        assertThat(names(letter))
                .containsExactly(FailureHeaders.REASON, FailureHeaders.HEADERS_BYTES, FailureHeaders.HEADERS_SHA256);
        assertThat(text(letter, FailureHeaders.HEADERS_BYTES)).isEqualTo("20019");
        assertThat(text(letter, FailureHeaders.HEADERS_SHA256))
                .isEqualTo("4d5c43baa5128f55f00697b0ef637903e0ec9f21863d73e56ac923f003c711a7");
    }

    @Test
    void everyPart_givesWayInTurnWhenEachIsTooLarge() {
        Headers headers = new RecordHeaders().add("a", utf8("h".repeat(20_000)));
        Record<byte[], Outcome> letter = letter(utf8("k".repeat(30_000)), utf8("v".repeat(40_000)), headers);

        assertThat(letter.key()).isNull();
        assertThat(value(letter)).isNull();
        assertThat(names(letter))
                .containsExactly(
                        FailureHeaders.REASON,
                        FailureHeaders.VALUE_BYTES,
                        FailureHeaders.VALUE_SHA256,
                        FailureHeaders.KEY_BYTES,
                        FailureHeaders.KEY_SHA256,
                        FailureHeaders.HEADERS_BYTES,
                        FailureHeaders.HEADERS_SHA256);
        assertThat(LIMITS.allowDeadLetter(letter.key(), value(letter), letter.headers()))
                .isTrue();
    }

    @Test
    void value_staysWhenItIsJustWithinTheLimit() {
        byte[] value = utf8("v".repeat(LIMIT));
        while (!LIMITS.allowDeadLetter(null, value, why)) {
            value = utf8("v".repeat(value.length - 1));
        }

        assertThat(value(letter(null, value, new RecordHeaders()))).isEqualTo(value);
        assertThat(value(letter(null, utf8("v".repeat(value.length + 1)), new RecordHeaders())))
                .isNull();
    }

    @ParameterizedTest(name = "{0} ms before or after now where {1} before and {2} after are taken: its own {3}")
    @CsvSource({
        "3000000,  9223372036854775807, 3600000, true",
        "3400000,  9223372036854775807, 3600000, false", // it may be 3,600,000 by the broker's clock
        "1,        9223372036854775807, 0,       false",
        "-3600000, 9223372036854775807, 0,       true",
        "-3600000, 3600000,             0,       false",
        "0,        0,                   0,       true"
    })
    void timestamp_givesWayToNowWhenTheTopicDoesNotTakeIt(long ahead, long before, long after, boolean isTaken) {
        MessageLimits limits = new MessageLimits(LIMIT, LIMIT, new TimestampBounds(before, after));
        Record<byte[], byte[]> record = new Record<>(null, utf8("v"), NOW + ahead);

        assertThat(new DeadLetter(new ConsumedRecord().at(record, SOURCE), why)
                        .toFit(limits, NOW)
                        .timestamp())
                .isEqualTo(isTaken ? NOW + ahead : NOW);
    }

    private Record<byte[], Outcome> letter(byte[] key, byte[] value, Headers headers) {
        ConsumedRecord record = new ConsumedRecord().at(new Record<>(key, value, SENT, headers), SOURCE);
        return new DeadLetter(record, why).toFit(LIMITS, NOW);
    }

    private static byte[] value(Record<byte[], Outcome> letter) {
        assertThat(letter.value().source()).isEqualTo(SOURCE);
        return Outcome.serializer().serialize("", letter.value());
    }

    private static List<String> names(Record<byte[], Outcome> letter) {
        return StreamSupport.stream(letter.headers().spliterator(), false)
                .map(Header::key)
                .toList();
    }

    private static String text(Record<byte[], Outcome> letter, String name) {
        return FailureHeaders.text(letter.headers(), name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
