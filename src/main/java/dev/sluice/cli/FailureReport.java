package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.cli.terminal.HelpStyle;
import dev.sluice.cli.terminal.UnusableFileException;
import dev.sluice.config.SettingsException;
import dev.sluice.kafka.AccessException;
import dev.sluice.kafka.FencedException;
import dev.sluice.kafka.NoAnswerException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The error output and the exit status of a command that threw. A failure that a person can correct is a message; any
 * other is a defect, and is printed with its stack trace.
 */
final class FailureReport {

    private FailureReport() {}

    static int print(Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        PrintWriter err = commandLine.getErr();
        try {
            if (failure instanceof SettingsException e) {
                err.println("sluice: the configuration is unusable:");
                e.problems().forEach(problem -> err.println(HelpStyle.wrapped("  ", "    ", problem)));
                return ExitStatus.UNUSABLE;
            }
            if (failure instanceof AccessException e) {
                HelpStyle.complain(err, String.valueOf(e.getMessage()));
                return status(e);
            }
            if (failure instanceof UnusableFileException) {
                HelpStyle.complain(err, String.valueOf(failure.getMessage()));
                return ExitStatus.UNUSABLE;
            }
            if (failure instanceof KafkaException || failure instanceof UncheckedIOException) {
                printWithCause(failure, err);
                return status(failure);
            }
            throw failure;
        } finally {
            err.flush();
        }
    }

    private static void printWithCause(Exception failure, PrintWriter err) {
        HelpStyle.complain(err, String.valueOf(failure.getMessage()));
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root != failure) {
            err.println(HelpStyle.wrapped("  because: ", "    ", String.valueOf(root.getMessage())));
        }
    }

    private static int status(AccessException failure) {
        if (failure instanceof NoAnswerException) {
            return ExitStatus.NO_ANSWER;
        }
        return failure instanceof FencedException ? ExitStatus.FENCED : ExitStatus.UNUSABLE;
    }

    private static int status(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException) {
                return ExitStatus.UNUSABLE;
            }
            if (cause instanceof TimeoutException) {
                return ExitStatus.NO_ANSWER;
            }
        }
        return ExitStatus.WRONG;
    }
}
