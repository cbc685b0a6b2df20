package dev.sluice.cli.dlq;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.deadletters.DeadLetterCounts;
import dev.sluice.deadletters.DeadLetterFilter;
import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.deadletters.DeadLetters;
import dev.sluice.kafka.AccessException;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice dlq list}: the counts of dead letters. */
@Command(
        name = "list",
        description = "Counts dead letters by reason and field, by source topic and by time.",
        exitCodeList = {"0:The counts are printed.", ExitStatus.UNUSABLE_HELP, ExitStatus.NO_ANSWER_HELP})
final class DlqList extends DlqSubcommand {

    @Mixin
    private DlqFilterOptions filterOptions = new DlqFilterOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    DlqList(Supplier<DeadLetterTarget> target) {
        super(target);
    }

    @Override
    int run(Supplier<DeadLetterTarget> target) throws AccessException, InterruptedException {
        DeadLetterFilter filter = options(filterOptions::filter);
        DeadLetterTarget configured = target.get();
        DeadLetterCounts counts = new DeadLetterCounts();
        try (DeadLetters letters = DeadLetters.open(configured)) {
            letters.forEach(filter, (letter, replayedTo) -> counts.add(letter, replayedTo != null));
        }
        String topic = configured.deadLetterTopic();
        if (json) {
            out().println(DeadLetterCountsJson.of(topic, counts));
        } else {
            DeadLetterCountsText.lines(topic, counts).forEach(out()::println);
        }
        return ExitStatus.OK;
    }
}
