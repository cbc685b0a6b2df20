package dev.sluice.mapping.plan;

import dev.sluice.mapping.text.Decimal;
import java.util.Locale;

/** A unit of time since the epoch, or since midnight: days, or seconds divided by a power of ten. */
public enum EpochUnit {
    /** Of dates. */
    DAYS(0),
    SECONDS(0),
    MILLIS(3),
    MICROS(6),
    NANOS(9);

    private final int decimals;
    private final long perSecond;
    private final int nanos;

    EpochUnit(int decimals) {
        this.decimals = decimals;
        this.perSecond = Decimal.powerOfTen(decimals);
        this.nanos = (int) Decimal.powerOfTen(9 - decimals);
    }

    /** How many decimals of a second it shows. */
    public int decimals() {
        return decimals;
    }

    /** How many of it a second has. */
    public long perSecond() {
        return perSecond;
    }

    /** How many nanoseconds it has. */
    public int nanos() {
        return nanos;
    }

    /** The unit's word in the schema. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
