package dev.sluice.cli.dlq;

import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.deadletters.DeadLetterTarget;
import dev.sluice.kafka.AccessException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command of {@code sluice dlq}: it reads the configuration of the service whose dead letters it works on. */
abstract class DlqSubcommand implements Callable<Integer> {

    private final Supplier<DeadLetterTarget> target;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    DlqSubcommand(Supplier<DeadLetterTarget> target) {
        this.target = target;
    }

    /** Does the work, and returns the exit status. */
    abstract int run(Supplier<DeadLetterTarget> target)
            throws AccessException, UnusableFileException, InterruptedException;

    @Override
    public final Integer call() throws AccessException, UnusableFileException, InterruptedException {
        try {
            return run(target);
        } finally {
            out().flush();
        }
    }

    /** Makes a value of several options; an {@link IllegalArgumentException} is reported as an unusable command line. */
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
