package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reference of all variables, rendered from their declarations. */
public final class SettingsReference {

    private static final int COLUMNS = 80;
    private static final String INDENT = "      ";
    private static final String KAFKA =
            "Any setting of Kafka Streams, its clients (KAFKA_PRODUCER_…, KAFKA_CONSUMER_…, KAFKA_MAIN_CONSUMER_…,"
                    + " KAFKA_ADMIN_…) and its internal topics (KAFKA_TOPIC_…), in upper case and with _ for dots."
                    + " With _FILE at its end: a file that holds it, as for secrets.";

    private SettingsReference() {}

    /** The table of the README. */
    public static String markdown() {
        StringBuilder table = new StringBuilder("| variable | default | what it is |\n|---|---|---|\n");
        for (Variable<?> variable : Variables.all()) {
            String fallback = variable.isRequired() ? "*required*" : code(variable.defaultText());
            table.append(row("`" + variable.name() + "`", fallback, variable.doc()));
        }
        table.append(
                row("`KAFKA_BOOTSTRAP_SERVERS`", "*required*", "The brokers, as `host:port`, separated by commas."));
        table.append(row("`KAFKA_…`", "", KAFKA));
        return table.toString();
    }

    /** The section of {@code sluice run --help}, at most 80 columns wide. */
    public static String text() {
        StringBuilder text = new StringBuilder("Environment:\n");
        for (Variable<?> variable : Variables.all()) {
            entry(
                    text,
                    variable.name() + (variable.isRequired() ? " (required)" : "=" + variable.defaultText()),
                    variable.doc());
        }
        entry(text, "KAFKA_BOOTSTRAP_SERVERS (required)", "The brokers, as host:port, separated by commas.");
        entry(text, "KAFKA_…", KAFKA);
        return text.toString();
    }

    private static String code(@Nullable String text) {
        return text == null || text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String row(String name, String fallback, String doc) {
        return "| " + name + " | " + fallback + " | " + doc.replace("|", "\\|") + " |\n";
    }

    private static void entry(StringBuilder text, String head, String doc) {
        text.append("  ").append(head).append('\n');
        for (String line : wrapped(doc.replace("`", ""))) {
            text.append(INDENT).append(line).append('\n');
        }
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && INDENT.length() + line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
