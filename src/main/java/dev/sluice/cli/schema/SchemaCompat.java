package dev.sluice.cli.schema;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.cli.terminal.HelpStyle;
import dev.sluice.cli.terminal.TextFile;
import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.mapping.compatibility.Breaks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice schema compat}: which readers can read which objects after a change of the schema. */
@Command(
        name = "compat",
        description = {
            "Prints what breaks for readers when one schema follows another, by the rules of Avro's schema resolution.",
            "",
            "A changed logical type (the scale of a decimal, millis to micros) also counts as a break: Avro ignores it, and"
                    + " values may silently be misread. \"etl\" attributes are ignored."
        },
        exitCodeList = {
            "0:Readers with either schema read the objects of both.",
            "1:Something breaks; the output names it.",
            "2:A file or the command line is unusable."
        })
final class SchemaCompat implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "OLD.avsc", description = "The schema of the existing objects.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Path oldFile;

    @Parameters(index = "1", paramLabel = "NEW.avsc", description = "The new schema.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private Path newFile;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Schema oldSchema = parse(oldFile);
            Schema newSchema = parse(newFile);
            List<String> forNew = Breaks.of(newSchema, "NEW", oldSchema, "OLD");
            List<String> forOld = Breaks.of(oldSchema, "OLD", newSchema, "NEW");
            print("Readers with NEW read objects written with OLD: ", forNew);
            print("Readers still on OLD read objects written with NEW: ", forOld);
            return forNew.isEmpty() && forOld.isEmpty() ? ExitStatus.OK : ExitStatus.WRONG;
        } catch (UnusableFileException e) {
            complain(String.valueOf(e.getMessage()));
        } catch (AvroRuntimeException e) {
            complain("the schemas cannot be compared: " + e.getMessage());
        }
        return ExitStatus.UNUSABLE;
    }

    private void complain(String problem) {
        spec.commandLine().getErr().println(HelpStyle.wrapped("", "  ", problem));
    }

    private static Schema parse(Path file) throws UnusableFileException {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(TextFile.read(file));
        } catch (AvroRuntimeException e) {
            throw new UnusableFileException(file, "it is not an Avro schema: " + firstLine(e));
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new UnusableFileException(
                    file, "its type is " + schema.getType().getName() + "; expected a record");
        }
        return schema;
    }

    private static String firstLine(AvroRuntimeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private void print(String question, List<String> breaks) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(question + (breaks.isEmpty() ? "yes" : "no"));
        breaks.forEach(line -> out.println("  " + line));
    }
}
