package dev.sluice.batch.header;

/**
 * The CRC-32C of two runs of bytes as one, from the CRCs of each; the method is that of zlib's {@code crc32_combine}
 * (zlib 1.3, {@code crc32.c}), with the polynomial of RFC 3720, appendix B.4.
 *
 * <p>{@link java.util.zip.CRC32C} cannot go on from a stored value; a batch that another process has begun must.
 */
final class Crc32c {

    /** The polynomial, and those below, with the coefficient of the highest power in the lowest bit. */
    private static final int POLYNOMIAL = 0x82F63B78;

    /** x to the power of 0. */
    private static final int ONE = 1 << 31;

    /** x to the power of 2 to the power of the index, modulo the polynomial. */
    private static final int[] POWERS = powers();

    private Crc32c() {}

    /**
     * The CRC of both.
     *
     * @param secondBytes how many bytes the second run has
     */
    static int combine(int first, int second, long secondBytes) {
        return multiply(powerOfX(8 * secondBytes), first) ^ second;
    }

    private static int[] powers() {
        int[] powers = new int[Long.SIZE];
        powers[0] = ONE >>> 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = multiply(powers[i - 1], powers[i - 1]);
        }
        return powers;
    }

    private static int powerOfX(long exponent) {
        int power = ONE;
        for (long rest = exponent; rest != 0; rest &= rest - 1) {
            power = multiply(POWERS[Long.numberOfTrailingZeros(rest)], power);
        }
        return power;
    }

    /** The product modulo the polynomial. */
    private static int multiply(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = shifted >>> 1 ^ (shifted & 1) * POLYNOMIAL;
        }
        return product;
    }
}
