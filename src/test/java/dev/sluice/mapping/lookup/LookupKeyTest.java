package dev.sluice.mapping.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookupKeyTest {

    private static final int LONGEST = 300;

    @Test
    void probe_equalsTheKeyOfTheSameBytesHoweverLongAndWhateverItHeldBefore() {
        Random random = new Random(1);
        LookupKey refilled = LookupKey.probe();
        byte[] all = new byte[LONGEST];
        for (int first = 0; first < LONGEST; first++) {
            int length = first + random.nextInt(LONGEST - first);
            random.nextBytes(all);
            for (LookupKey probe : new LookupKey[] {LookupKey.probe(), refilled}) {
                probe.clear();
                probe.append(all, 0, first);
                probe.append((byte) '|');
                probe.append(all, first, length - first);
                byte[] expected = Arrays.copyOf(all, length + 1);
                expected[first] = '|';
                System.arraycopy(all, first, expected, first + 1, length - first);
                LookupKey key = LookupKey.of(expected);
                assertThat(probe).isEqualTo(key).hasSameHashCodeAs(key).isEqualByComparingTo(key);
                expected[random.nextInt(expected.length)] ^= 1;
                assertThat(probe).isNotEqualTo(LookupKey.of(expected));
            }
        }
    }

    @Test
    void keys_areInTheOrderOfTheirBytesUnsigned() {
        byte[][] sorted = {{}, {0}, {0, 0}, {1}, {'a', -1}, {'b'}, {-128}, {-1}};
        for (int i = 0; i < sorted.length; i++) {
            for (int j = 0; j < sorted.length; j++) {
                int order = LookupKey.of(sorted[i]).compareTo(LookupKey.of(sorted[j]));
                assertThat(Integer.signum(order)).as("%d to %d", i, j).isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void toString_givesTheLengthAlone() {
        assertThat(LookupKey.of("SeCrEt4711")).hasToString("LookupKey of 10 bytes");
    }
}
