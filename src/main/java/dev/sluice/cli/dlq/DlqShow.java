package dev.sluice.cli.dlq;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.cli.terminal.HelpStyle;
import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.deadletters.DeadLetters;
import dev.sluice.kafka.AccessException;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice dlq show}: everything about one dead letter. */
@Command(
        name = "show",
        description = "Shows one dead letter: why and when it failed, its source, and whether it was replayed.",
        exitCodeList = {
            "0:It is shown.",
            "1:There is no such dead letter.",
            ExitStatus.UNUSABLE_HELP,
            ExitStatus.NO_ANSWER_HELP
        })
final class DlqShow extends DlqSubcommand {

    @Parameters(
            paramLabel = "PARTITION:OFFSET",
            converter = LetterPosition.Converter.class,
            description = "Its position in the dead-letter topic, as dlq export prints it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private LetterPosition position;

    @Option(
            names = "--reveal",
            description = "Show the key, the value and the values of the record's own headers: they are personal data.")
    private boolean isRevealed;

    @Option(names = "--json", description = "Print one JSON document, as dlq export does.")
    private boolean json;

    DlqShow(Supplier<DeadLetterTarget> target) {
        super(target);
    }

    @Override
    int run(Supplier<DeadLetterTarget> target) throws AccessException, InterruptedException {
        DeadLetterTarget configured = target.get();
        try (DeadLetters letters = DeadLetters.open(configured)) {
            boolean isThere = letters.find(position.partition(), position.offset(), (letter, replayedTo) -> {
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
                                + "; it has expired, or never existed");
            }
            return isThere ? ExitStatus.OK : ExitStatus.WRONG;
        }
    }
}
