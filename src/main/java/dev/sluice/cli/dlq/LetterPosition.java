package dev.sluice.cli.dlq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** The position of a record in a topic that the context names: {@code 0:17}. */
record LetterPosition(int partition, long offset) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

    @Override
    public String toString() {
        return partition + ":" + offset;
    }

    static final class Converter implements ITypeConverter<LetterPosition> {
        @Override
        public LetterPosition convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("it must be PARTITION:OFFSET, such as 0:17");
            }
            return new LetterPosition(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }
    }
}
