package dev.sluice.cli;

import dev.sluice.deadletters.DeadLetterCounts;
import dev.sluice.deadletters.DeadLetterFilter;
import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.deadletters.DeadLetters;
import dev.sluice.kafka.AccessException;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice dlq list}: how many dead letters there are, and of what kind. */
@Command(
        name = "list",
        description = "Counts dead letters by reason and field, by source topic and by time.",
        exitCodeList = {
            "0:They are counted.",
            "2:The command line or the configuration is unusable, or Kafka does not answer."
        },
        exitCodeOnExecutionException = ExitCode.USAGE)
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
        return ExitCode.OK;
    }
}
