package dev.sluice.cli;

import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.deadletters.DeadLetters;
import dev.sluice.kafka.AccessException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice dlq show}: all about one dead letter. */
@Command(
        name = "show",
        description = "Shows one dead letter: why and when it failed, where it comes from, and what became of it.",
        exitCodeList = {
            "0:It is shown.",
            "1:There is no such dead letter.",
            "2:The command line or the configuration is unusable, or Kafka does not answer."
        },
        exitCodeOnExecutionException = ExitCode.USAGE)
final class DlqShow extends DlqSubcommand {

    private static final Pattern POSITION = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

    @Parameters(
            paramLabel = "PARTITION:OFFSET",
            description = "Its place in the dead-letter topic, as `dlq export` has it.")
    private String position = "";

    @Option(
            names = "--reveal",
            description = "Show the key, the value and the values of the record's own headers: they are personal data.")
    private boolean isRevealed;

    @Option(names = "--json", description = "Print one JSON document, as `dlq export` does.")
    private boolean json;

    DlqShow(Supplier<DeadLetterTarget> target) {
        super(target);
    }

    @Override
    int run(Supplier<DeadLetterTarget> target) throws AccessException, InterruptedException {
        Matcher matcher = options(this::parsed);
        DeadLetterTarget configured = target.get();
        try (DeadLetters letters = DeadLetters.open(configured)) {
            boolean isThere = letters.find(
                    Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)), (letter, replayedTo) -> {
                        if (json) {
                            out().println(DeadLetterJson.of(letter, replayedTo, isRevealed));
                        } else {
                            DeadLetterText.lines(letter, replayedTo, isRevealed).forEach(out()::println);
                        }
                    });
            if (!isThere) {
                HelpStyle.complain(
                        err(),
                        "there is no dead letter " + position + " in " + configured.deadLetterTopic()
                                + "; it has expired, or never was");
            }
            return isThere ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private Matcher parsed() {
        Matcher matcher = POSITION.matcher(position);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    position + " is no place of a dead letter: it must be PARTITION:OFFSET, such as 0:17");
        }
        return matcher;
    }
}
