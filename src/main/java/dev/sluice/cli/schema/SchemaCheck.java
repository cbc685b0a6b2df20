package dev.sluice.cli.schema;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.cli.terminal.HelpStyle;
import dev.sluice.cli.terminal.TextFile;
import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.MappingOptions;
import dev.sluice.mapping.json.JsonLimits;
import dev.sluice.mapping.mask.MaskKey;
import dev.sluice.mapping.schema.MappingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice schema check}: whether the service accepts a schema, and how it converts sample records. */
@Command(
        name = "check",
        description = {
            "Compiles a schema as the service does, and prints the source of each field, or every problem.",
            "",
            "With --sample, converts records instead, and prints each as Avro's own reader reads it, as JSON for people:"
                    + " decimals are numbers, times ISO 8601 text, bytes Base64. It is not the JSON encoding of the Avro"
                    + " specification. Records go to the standard output; the standard error names each refused record"
                    + " by line.",
            "",
            "The mask hmac-sha256 uses a fixed key here, so its hashes differ from those of the service."
        },
        exitCodeList = {
            "0:The schema is usable, and every record of the sample converts.",
            "1:A record is refused.",
            "2:The schema, a file or the command line is unusable."
        })
final class SchemaCheck implements Callable<Integer> {

    private static final MaskKey STAND_IN_KEY = MaskKey.of("sluice schema check");

    @Parameters(paramLabel = "FILE.avsc", description = "The Avro schema with the mapping.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Path schema;

    @Option(
            names = "--sample",
            paramLabel = "FILE.ndjson",
            description = "Records to convert: JSON objects, one per line. A dash is the standard input.")
    private @Nullable Path sample;

    @Option(
            names = "--lookup",
            paramLabel = "NAME=FILE",
            converter = LookupFile.Converter.class,
            description =
                    "The rows of a lookup table: JSON objects, one per line, whose first field is the key. Once for"
                            + " each table; a table without a file is empty.")
    private List<LookupFile> lookups = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            Mapping mapping =
                    Mapping.compile(TextFile.read(schema), new MappingOptions(STAND_IN_KEY, JsonLimits.DEFAULTS));
            LookupFiles tables = LookupFiles.read(mapping, lookups);
            if (sample != null) {
                return convert(
                        sample, new SampleConversion(mapping, tables, System.currentTimeMillis(), out, err), err);
            }
            FieldTable.lines(mapping.fields()).forEach(out::println);
            return ExitStatus.OK;
        } catch (MappingException e) {
            e.problems().forEach(problem -> err.println(HelpStyle.wrapped("", "  ", schema + ": " + problem)));
        } catch (UnusableFileException e) {
            err.println(HelpStyle.wrapped("", "  ", String.valueOf(e.getMessage())));
        }
        return ExitStatus.UNUSABLE;
    }

    private static int convert(Path sample, SampleConversion conversion, PrintWriter err) throws UnusableFileException {
        try (Lines lines = Lines.ofFileOrStandardInput(sample)) {
            conversion.convertAll(lines);
        }
        err.println(conversion.summary());
        return conversion.hasRefused() ? ExitStatus.WRONG : ExitStatus.OK;
    }
}
