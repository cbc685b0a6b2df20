package dev.sluice.cli.schema;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** The file with the rows of a lookup table, as the option {@code --lookup NAME=FILE} names it. */
record LookupFile(String table, Path path) {

    static final class Converter implements ITypeConverter<LookupFile> {
        @Override
        public LookupFile convert(String text) {
            String[] tableAndPath = text.split("=", 2);
            if (tableAndPath.length < 2) {
                throw new IllegalArgumentException("it must be NAME=FILE, such as fx=rates.ndjson");
            }
            return new LookupFile(tableAndPath[0], Path.of(tableAndPath[1]));
        }
    }
}
