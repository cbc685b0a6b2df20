package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Grafana dashboard: its PromQL, as Prometheus reads it, and its layout. Grafana itself is not asked. */
class DashboardTest {

    private static final JsonNode DASHBOARD = JsonMapper.builder()
            .build()
            .readTree(Chart.DIRECTORY.resolve("files/dashboard.json").toFile());

    @TempDir
    private Path directory;

    /** Every PromQL expression, with Grafana's variables replaced by what they may stand for. */
    private static List<String> expressions() {
        return DASHBOARD.findValues("expr").stream()
                .map(JsonNode::stringValue)
                .map(expr -> expr.replace("$__rate_interval", "1m").replaceAll("\\$(namespace|job|instance)\\b", ".*"))
                .toList();
    }

    @Test
    void expressions_areForPrometheus() throws IOException, InterruptedException {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (String expression : expressions()) {
            rules.add(Map.of("record", "expression:" + rules.size(), "expr", expression));
        }
        Path file = directory.resolve("rules.yaml");
        Yaml.write(file, Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules))));

        assertThat(expressions()).hasSizeGreaterThan(40).noneMatch(expression -> expression.contains("$"));
        Promtool.assertPasses("check", "rules", file.toString());
    }

    @Test
    void expressions_readDocumentedMetrics() throws IOException {
        Set<String> known = MetricNames.documented();

        assertThat(expressions())
                .allSatisfy(expression ->
                        assertThat(MetricNames.readBy(expression)).isNotEmpty().isSubsetOf(known));
    }

    @Test
    void panels_haveIdsOfTheirOwnAndDoNotOverlap() {
        Set<Integer> ids = new TreeSet<>();
        Set<String> cells = new TreeSet<>();
        for (JsonNode panel : DASHBOARD.get("panels")) {
            JsonNode at = panel.get("gridPos");
            assertThat(ids.add(panel.get("id").intValue()))
                    .as("%s", panel.get("title"))
                    .isTrue();
            assertThat(at.get("x").intValue() + at.get("w").intValue()).isLessThanOrEqualTo(24);
            for (int x = 0; x < at.get("w").intValue(); x++) {
                for (int y = 0; y < at.get("h").intValue(); y++) {
                    assertThat(cells.add((at.get("x").intValue() + x) + ":"
                                    + (at.get("y").intValue() + y)))
                            .as("%s overlaps no other panel", panel.get("title"))
                            .isTrue();
                }
            }
        }
    }

    /** Compose mounts the very files that the chart ships. */
    @Test
    void compose_mountsWhatIsThere() throws IOException {
        assertThat(Files.readString(Path.of("docker-compose.yml")).lines())
                .filteredOn(line -> line.strip().startsWith("- ./"))
                .hasSizeGreaterThan(3)
                .allSatisfy(line -> assertThat(Path.of(line.strip().substring(2).split(":")[0]))
                        .exists())
                .anyMatch(line -> line.contains("./helm/files/alerts.yaml:"))
                .anyMatch(line -> line.contains("./helm/files/dashboard.json:"));
    }
}
