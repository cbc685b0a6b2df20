package dev.sluice.mapping.text;

/**
 * One timestamp, date or time of day read from text as in RFC 3339, refilled for each value.
 *
 * <p>A time without a date is one of 1970-01-01, and a time without an offset counts as one in UTC. Years are 0001 to
 * 9999, the calendar is proleptic Gregorian, {@code T} and {@code Z} may be lower case and {@code T} a space (section
 * 5.6). Leap seconds are refused: Avro's timestamps have none.
 */
public final class Rfc3339 {

    public static final long MIN_SECOND = -62_135_596_800L;
    public static final long MAX_SECOND = 253_402_300_799L;
    public static final int SECONDS_PER_DAY = 86_400;

    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 8;
    private static final int DATE_TIME_LENGTH = DATE_LENGTH + 1 + TIME_LENGTH;

    private long epochSecond;
    private int nanos;
    private boolean finerThanNanos;

    public long epochSecond() {
        return epochSecond;
    }

    public int nanos() {
        return nanos;
    }

    /** Whether digits other than zero follow the ninth decimal. */
    public boolean finerThanNanos() {
        return finerThanNanos;
    }

    public long epochDay() {
        return Math.floorDiv(epochSecond, SECONDS_PER_DAY);
    }

    /** Takes another second for the one just read, of the same fraction. */
    public void shift(long second) {
        epochSecond = second;
    }

    /** Takes the time that another notation has told. */
    public void set(long second, int nanosOfSecond) {
        epochSecond = second;
        nanos = nanosOfSecond;
        finerThanNanos = false;
    }

    /** Reads a {@code full-date}; returns whether it is one. */
    public boolean parseDate(byte[] text, int offset, int length) {
        return length == DATE_LENGTH && readDate(text, offset);
    }

    /** Reads a {@code partial-time}, the time of day without an offset; returns whether it is one. */
    public boolean parseTimeOfDay(byte[] text, int offset, int length) {
        epochSecond = 0;
        return length >= TIME_LENGTH && readTime(text, offset, offset + length) == offset + length;
    }

    /** Reads a {@code date-time} without its offset; returns whether it is one. */
    public boolean parseLocalDateTime(byte[] text, int offset, int length) {
        return length >= DATE_TIME_LENGTH
                && readDate(text, offset)
                && isDateTimeSeparator(text[offset + DATE_LENGTH])
                && readTime(text, offset + DATE_LENGTH + 1, offset + length) == offset + length;
    }

    /** Reads a {@code date-time}; returns whether it is one. */
    public boolean parseDateTime(byte[] text, int offset, int length) {
        if (length <= DATE_TIME_LENGTH || !readDate(text, offset) || !isDateTimeSeparator(text[offset + DATE_LENGTH])) {
            return false;
        }
        int end = offset + length;
        int zone = readTime(text, offset + DATE_LENGTH + 1, end);
        return zone > 0 && zone < end && readZone(text, zone, end);
    }

    private boolean readDate(byte[] text, int at) {
        int century = twoDigits(text, at);
        int yearOfCentury = twoDigits(text, at + 2);
        int month = twoDigits(text, at + 5);
        int day = twoDigits(text, at + 8);
        if ((century | yearOfCentury | month | day) < 0 || text[at + 4] != '-' || text[at + 7] != '-') {
            return false;
        }
        int year = 100 * century + yearOfCentury;
        if (year == 0 || month == 0 || month > 12 || day == 0 || day > daysIn(year, month)) {
            return false;
        }
        epochSecond = epochDay(year, month, day) * SECONDS_PER_DAY;
        return true;
    }

    /** Adds a {@code partial-time} to the date, if there is a whole one before {@code end}; returns its end, or -1. */
    private int readTime(byte[] text, int at, int end) {
        int hour = twoDigits(text, at);
        int minute = twoDigits(text, at + 3);
        int second = twoDigits(text, at + 6);
        if (text[at + 2] != ':'
                || text[at + 5] != ':'
                || (hour | minute | second) < 0
                || hour > 23
                || minute > 59
                || second > 59) {
            return -1;
        }
        epochSecond += hour * 3_600L + minute * 60L + second;
        return readFraction(text, at + TIME_LENGTH, end);
    }

    /** Reads {@code .digits} if there; returns their end, or -1. */
    private int readFraction(byte[] text, int at, int end) {
        nanos = 0;
        finerThanNanos = false;
        if (at == end || text[at] != '.') {
            return at;
        }
        int i = at + 1;
        int unit = 100_000_000;
        while (i < end && text[i] >= '0' && text[i] <= '9') {
            int digit = text[i++] - '0';
            nanos += digit * unit;
            finerThanNanos |= unit == 0 && digit != 0;
            unit /= 10;
        }
        return i == at + 1 ? -1 : i;
    }

    private boolean readZone(byte[] text, int at, int end) {
        byte sign = text[at];
        if (sign == 'Z' || sign == 'z') {
            return at + 1 == end;
        }
        if (sign != '+' && sign != '-' || end - at != 6 || text[at + 3] != ':') {
            return false;
        }
        int hours = twoDigits(text, at + 1);
        int minutes = twoDigits(text, at + 4);
        if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
            return false;
        }
        int seconds = hours * 3_600 + minutes * 60;
        epochSecond += sign == '-' ? seconds : -seconds;
        return epochSecond >= MIN_SECOND && epochSecond <= MAX_SECOND;
    }

    private static boolean isDateTimeSeparator(byte b) {
        return b == 'T' || b == 't' || b == ' ';
    }

    /** The number of two digits, or a negative number. */
    private static int twoDigits(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones;
    }

    private static int daysIn(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil). */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468L;
    }
}
