package dev.sluice.cli;

import dev.sluice.doctor.Finding;
import dev.sluice.doctor.Finding.Level;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sluice doctor}: would the service start, and is all around it as it should be? */
@Command(
        name = "doctor",
        description = {
            "Looks at the mapping, the topics, the broker and the bucket, as the service does before it starts.",
            "",
            "It needs the configuration of the service, and changes nothing; in the bucket it puts one object, whose name"
                    + " begins with _sluice-probe-, and removes it. The service may run meanwhile."
        },
        exitCodeList = {
            "0:Nothing is wrong, warnings aside.",
            "1:Something is.",
            "2:It is not known: the command line or the configuration is unusable, or Kafka or S3 does not answer."
        },
        exitCodeOnExecutionException = ExitCode.USAGE)
public final class DoctorCommand implements Callable<Integer> {

    private final Callable<List<Finding>> checks;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it.
    private CommandSpec spec;

    /** {@code checks} reads the configuration and looks; it is asked once, when the command runs. */
    public DoctorCommand(Callable<List<Finding>> checks) {
        this.checks = checks;
    }

    @Override
    public Integer call() throws Exception {
        List<Finding> findings = checks.call();
        Level worst =
                findings.stream().map(Finding::level).max(Level::compareTo).orElse(Level.OK);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(findings, worst));
        } else {
            TextTable.wrapped(
                            List.of("LEVEL", "SUBJECT", "FINDING"),
                            findings.stream()
                                    .map(finding -> List.of(finding.level().label(), finding.subject(), finding.text()))
                                    .toList())
                    .forEach(out::println);
        }
        out.flush();
        return switch (worst) {
            case OK, WARNING -> ExitCode.OK;
            case UNKNOWN -> ExitCode.USAGE;
            case PROBLEM, FATAL -> ExitCode.SOFTWARE;
        };
    }

    private static String json(List<Finding> findings, Level worst) {
        ObjectNode document = new JsonMapper().createObjectNode().put("worst", worst.label());
        ArrayNode all = document.putArray("findings");
        findings.forEach(finding -> all.addObject()
                .put("level", finding.level().label())
                .put("subject", finding.subject())
                .put("text", finding.text()));
        return document.toString();
    }
}
