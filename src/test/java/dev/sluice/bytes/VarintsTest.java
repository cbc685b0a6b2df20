package dev.sluice.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The encoding against Avro's own encoder. */
class VarintsTest {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, -64, 63, 64, 8_191, 8_192, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void value_isEncodedAsAvroDoes(long value) throws Exception {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(expected, null);
        encoder.writeLong(value);
        encoder.flush();

        byte[] array = new byte[3 + Varints.MAX_BYTES];
        int end = Varints.write(value, array, 3);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Varints.write(value, stream);

        assertThat(Arrays.copyOfRange(array, 3, end)).isEqualTo(expected.toByteArray());
        assertThat(stream.toByteArray()).isEqualTo(expected.toByteArray());
        assertThat(Varints.read(ByteBuffer.wrap(array, 3, end - 3))).isEqualTo(value);
    }

    @Test
    void reading_endsAfterTenBytes() {
        byte[] endless = new byte[11];
        Arrays.fill(endless, (byte) 0x80);
        assertThatThrownBy(() -> Varints.read(ByteBuffer.wrap(endless))).isInstanceOf(IllegalStateException.class);
    }
}
