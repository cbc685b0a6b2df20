package dev.sluice.cli.dlq;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.cli.terminal.TextFile;
import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.deadletters.DeadLetterFilter;
import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.deadletters.DeadLetters;
import dev.sluice.kafka.AccessException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice dlq export}: dead letters as newline-delimited JSON. */
@Command(
        name = "export",
        description =
                "Writes dead letters as newline-delimited JSON: what their headers say, and the records themselves"
                        + " with --reveal.",
        exitCodeList = {
            "0:They are written.",
            "2:The command line, the configuration or the file is unusable.",
            ExitStatus.NO_ANSWER_HELP
        })
final class DlqExport extends DlqSubcommand {

    @Mixin
    private DlqFilterOptions filterOptions = new DlqFilterOptions();

    @Option(
            names = "--reveal",
            description =
                    "Write keys, values and the records' own headers, too: they are personal data. A value that is"
                            + " JSON is \"value\", any other \"valueBase64\".")
    private boolean isRevealed;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write this file. Default: standard output.")
    private @Nullable Path output;

    DlqExport(Supplier<DeadLetterTarget> target) {
        super(target);
    }

    @Override
    int run(Supplier<DeadLetterTarget> target) throws AccessException, UnusableFileException, InterruptedException {
        DeadLetterFilter filter = options(filterOptions::filter);
        DeadLetterTarget configured = target.get();
        if (output == null) {
            export(configured, filter, out());
            return ExitStatus.OK;
        }
        try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(output, StandardCharsets.UTF_8))) {
            export(configured, filter, file);
            if (file.checkError()) {
                throw new UnusableFileException(output, "it cannot be written to its end; is the disk full?");
            }
        } catch (IOException e) {
            throw TextFile.unwritable(output, e);
        }
        return ExitStatus.OK;
    }

    private void export(DeadLetterTarget configured, DeadLetterFilter filter, PrintWriter to)
            throws AccessException, InterruptedException {
        try (DeadLetters letters = DeadLetters.open(configured)) {
            letters.forEach(
                    filter, (letter, replayedTo) -> to.print(DeadLetterJson.of(letter, replayedTo, isRevealed) + "\n"));
        }
    }
}
