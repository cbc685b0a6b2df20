package dev.sluice.cli;

import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.kafka.AccessException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the commands of {@code sluice dlq} have in common: whose dead letters, and what happens when Kafka does not
 * answer.
 */
abstract class DlqSubcommand implements Callable<Integer> {

    private final Supplier<DeadLetterTarget> target;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    DlqSubcommand(Supplier<DeadLetterTarget> target) {
        this.target = target;
    }

    /** Does the work, once its options are read; the exit status. */
    abstract int run(Supplier<DeadLetterTarget> target)
            throws AccessException, UnusableFileException, InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        try {
            return run(target);
        } catch (AccessException | UnusableFileException e) {
            HelpStyle.complain(err(), String.valueOf(e.getMessage()));
            return ExitCode.USAGE;
        } finally {
            out().flush();
        }
    }

    /** What the options say; an {@link IllegalArgumentException} is the user's mistake. */
    final <T> T options(Supplier<T> parsed) {
        try {
            return parsed.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
