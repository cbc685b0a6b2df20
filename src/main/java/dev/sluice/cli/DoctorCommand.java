package dev.sluice.cli;

import dev.sluice.cli.terminal.ExitStatus;
import dev.sluice.cli.terminal.Tables;
import dev.sluice.config.Settings;
import dev.sluice.doctor.Finding;
import dev.sluice.doctor.Finding.Level;
import dev.sluice.service.Diagnosis;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sluice doctor}: the checks that the service makes before it starts. */
@Command(
        name = "doctor",
        description = {
            "Checks the mapping, the topics, the broker and the bucket, as the service does before it starts.",
            "",
            "It needs the configuration of the service, and changes nothing. In the bucket it puts one object, whose name"
                    + " begins with _sluice-probe-, and removes it. The service may run at the same time."
        },
        exitCodeList = {
            "0:All is well, apart from warnings.",
            "1:At least one check failed.",
            ExitStatus.UNUSABLE_HELP,
            "3:At least one check has no result, because Kafka or S3 does not answer, and none failed."
        })
final class DoctorCommand implements Callable<Integer> {

    private final Supplier<Settings> settings;

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

    DoctorCommand(Supplier<Settings> settings) {
        this.settings = settings;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Finding> findings = Diagnosis.run(settings.get());
        Level worst =
                findings.stream().map(Finding::level).max(Level::compareTo).orElse(Level.OK);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(findings, worst));
        } else {
            Tables.wrapped(
                            List.of("LEVEL", "SUBJECT", "FINDING"),
                            findings.stream()
                                    .map(finding -> List.of(finding.level().label(), finding.subject(), finding.text()))
                                    .toList())
                    .forEach(out::println);
        }
        out.flush();
        return switch (worst) {
            case OK, WARNING -> ExitStatus.OK;
            case UNKNOWN -> ExitStatus.NO_ANSWER;
            case PROBLEM, FATAL -> ExitStatus.WRONG;
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
