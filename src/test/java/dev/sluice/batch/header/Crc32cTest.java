package dev.sluice.batch.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class Crc32cTest {

    @Property
    void combine_isTheCrcOfBothRuns(@ForAll byte[] first, @ForAll byte[] second) {
        CRC32C both = new CRC32C();
        both.update(first);
        both.update(second);

        assertThat(Crc32c.combine(crc(first), crc(second), second.length)).isEqualTo((int) both.getValue());
    }

    @Property(tries = 20)
    void combine_isTheCrcOfManyBytes(@ForAll byte[] first, @ForAll byte fill) {
        byte[] second = new byte[3_000_001];
        java.util.Arrays.fill(second, fill);

        combine_isTheCrcOfBothRuns(first, second);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
