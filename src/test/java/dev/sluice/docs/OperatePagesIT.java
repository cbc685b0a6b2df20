package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.docs.Markdown.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The commands of docs/operate, executed one after the other beside a healthy service. What the pages show is mostly of
 * one that is not, so figures and reasons differ; names do not.
 */
class OperatePagesIT {

    private static final Path OPERATE = Path.of("docs", "operate");
    /** A demo whose mapping refuses every record, and a service with the mapping corrected. */
    private static final String SERVICE = """
            data=src/test/resources/data/ms_fraud
            sed 's#"/accountID"#"/accountId"#' $data/payment.avsc > target/payment.avsc
            ./mvnw -Pdemo -Dkeep -Dinput=$data/transactions.ndjson -Dschema=target/payment.avsc \
                -Dlookups=currencies=$data/currencies.ndjson,fx=$data/ecb_rates.ndjson,mcc=$data/mcc.ndjson
            . target/demo.env
            export SLUICE_SCHEMA_FILE=$data/payment.avsc SLUICE_FOLDER="'month='yyyy-MM"
            java -jar target/sluice.jar > target/operate-service.log & service=$!
            until command curl -fs -o /dev/null http://$SLUICE_HTTP_ADDRESS/health/ready; do
                kill -0 $service || exit 1; sleep 1
            done
            sluice() { java -jar target/sluice.jar "$@"; }
            curl() { command curl "${@//127.0.0.1:8080/$SLUICE_HTTP_ADDRESS}"; }
            """;

    private static List<Command> commands() throws IOException {
        return Markdown.pages().stream()
                .filter(page -> page.path().startsWith(OPERATE))
                .flatMap(Markdown::commands)
                .filter(command -> command.text().matches("(sluice|curl) .*"))
                .toList();
    }

    @Test
    void commands_printWhatThePagesName() throws Exception {
        List<Command> commands = commands();
        StringBuilder script = new StringBuilder(SERVICE);
        for (int i = 0; i < commands.size(); i++) {
            script.append("echo; echo '--- %d ---'\n%s\necho \"status $?\"\n"
                    .formatted(i, commands.get(i).text()));
        }

        String said = DemoShell.run(script.toString(), "operate");

        assertThat(commands).hasSizeGreaterThan(20);
        for (int i = 0; i < commands.size(); i++) {
            Command command = commands.get(i);
            int begin = said.indexOf("--- " + i + " ---");
            assertThat(begin).as("%s\n%s", command, said).isNotNegative();
            String printed = said.substring(begin, said.indexOf("status ", begin) + "status n".length());
            assertThat(printed).as("%s", command).containsPattern("status [01]$");
            if (command.text().startsWith("curl ")) {
                assertThat(printed).as("%s", command).endsWith("status 0").contains(names(command));
            }
        }
    }

    /** The beginnings of the lines that are shown: names of metrics and of members. */
    private static List<String> names(Command command) {
        return command.output().stream()
                .map(line -> line.replaceFirst("[…:0-9].*", "").strip())
                .filter(name -> name.matches(".*\\w.*"))
                .toList();
    }
}
