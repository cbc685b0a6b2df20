package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.docs.Markdown;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleSpec;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules, as Prometheus takes them and as docs/operate/alerts.md explains them. */
class AlertsTest {

    private static final Path ALERTS = Chart.DIRECTORY.resolve("files/alerts.yaml");
    private static final Path CASES = Path.of("src/test/prometheus/alerts-test.yaml");

    private static List<Rule> rules() {
        return Manifests.typed(Yaml.read(ALERTS), PrometheusRuleSpec.class).getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .toList();
    }

    private static Set<String> alerts() {
        return rules().stream().map(Rule::getAlert).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    @Test
    void rules_doWhatTheirCasesSay() throws IOException, InterruptedException {
        Promtool.assertPasses("check", "rules", ALERTS.toString());
        Promtool.assertPasses("test", "rules", CASES.toString());
    }

    @Test
    void everyAlert_firesInACase() throws IOException {
        String cases = Files.readString(CASES);

        assertThat(alerts())
                .allSatisfy(alert -> assertThat(cases)
                        .containsPattern("alertname: " + alert + "\n\\s+exp_alerts:\n\\s+- exp_labels: "));
    }

    @Test
    void page_hasASectionForEachAlert() {
        Markdown page = Markdown.read("docs/operate/alerts.md");

        assertThat(page.headings())
                .contains("Alerts")
                .hasSize(alerts().size() + 1)
                .containsAll(alerts());
        assertThat(alerts())
                .allSatisfy(alert -> assertThat(page.blocks())
                        .as("a command in the section of %s", alert)
                        .anyMatch(block -> block.section().equals(alert)
                                && (block.language().equals("console")
                                        || block.language().equals("sh"))));
    }

    @Test
    void pages_nameAlertsThatExist() throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("docs", "operate"))) {
            assertThat(pages.filter(Files::isRegularFile)).allSatisfy(page -> {
                List<String> named = Pattern.compile("`(Sluice[A-Z]\\w+)`")
                        .matcher(Files.readString(page))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
                assertThat(alerts()).containsAll(named);
            });
        }
    }

    @Test
    void everyAlert_saysHowBadItIsAndWhatToDo() {
        assertThat(rules()).filteredOn(rule -> rule.getAlert() != null).allSatisfy(rule -> {
            assertThat(rule.getLabels().get("severity")).isIn("critical", "warning");
            assertThat(rule.getAnnotations()).containsOnlyKeys("summary", "description");
        });
    }

    @Test
    void rules_readDocumentedMetrics() throws IOException {
        Set<String> known = MetricNames.documented();
        rules().stream().map(Rule::getRecord).filter(Objects::nonNull).forEach(known::add);

        assertThat(rules())
                .allSatisfy(rule -> assertThat(
                                MetricNames.readBy(String.valueOf(rule.getExpr().getValue())))
                        .isNotEmpty()
                        .isSubsetOf(known));
    }
}
