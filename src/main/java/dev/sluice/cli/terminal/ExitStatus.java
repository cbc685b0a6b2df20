package dev.sluice.cli.terminal;

/** The exit statuses of all commands. */
public final class ExitStatus {

    /** The command did its work and found nothing wrong. */
    public static final int OK = 0;

    /** The command found something wrong, or failed. */
    public static final int WRONG = 1;

    /** The command line, the configuration, or something that they name is unusable. */
    public static final int UNUSABLE = 2;

    /** Kafka or S3 did not answer; the same command may succeed later. */
    public static final int NO_ANSWER = 3;

    /** Another process took over the same work and ended this one. */
    public static final int FENCED = 4;

    /** The line of {@link #UNUSABLE} in the help of commands that read the configuration. */
    public static final String UNUSABLE_HELP = "2:The command line or the configuration is unusable.";

    /** The line of {@link #NO_ANSWER} in the help of commands that ask Kafka only. */
    public static final String NO_ANSWER_HELP = "3:Kafka does not answer.";

    private ExitStatus() {}
}
