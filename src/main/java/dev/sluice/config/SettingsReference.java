package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reference of all variables, rendered from their declarations. */
public final class SettingsReference {

    private static final String KAFKA =
            "Any setting of Kafka Streams, its clients (KAFKA_PRODUCER_…, KAFKA_CONSUMER_…, KAFKA_MAIN_CONSUMER_…,"
                    + " KAFKA_ADMIN_…) and its internal topics (KAFKA_TOPIC_…), in upper case and with _ for dots."
                    + " With _FILE at its end: a file that holds it, as for secrets.";

    private SettingsReference() {}

    /** The table of the reference page. */
    public static String markdown() {
        StringBuilder table = new StringBuilder("| variable | default | what it is |\n|---|---|---|\n");
        for (Variable<?> variable : Variables.all()) {
            String fallback = variable.isRequired() ? "*required*" : code(variable.defaultText());
            table.append(row("`" + variable.name() + "`", fallback, variable.doc()));
        }
        table.append(row(
                "`" + SettingNames.BROKERS + "`", "*required*", "The brokers, as `host:port`, separated by commas."));
        table.append(row("`KAFKA_…`", "", KAFKA));
        return table.toString();
    }

    /**
     * One variable in plain text.
     *
     * @param head its name, with its default if it has one
     */
    public record Entry(String head, String doc) {}

    /** Every variable, for {@code sluice run --help}. */
    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Variable<?> variable : Variables.all()) {
            entries.add(new Entry(
                    variable.name() + (variable.isRequired() ? " (required)" : "=" + variable.defaultText()),
                    variable.doc().replace("`", "")));
        }
        entries.add(new Entry(SettingNames.BROKERS + " (required)", "The brokers, as host:port, separated by commas."));
        entries.add(new Entry("KAFKA_…", KAFKA));
        return entries;
    }

    private static String code(@Nullable String text) {
        return text == null || text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String row(String name, String fallback, String doc) {
        return "| " + name + " | " + fallback + " | " + doc.replace("|", "\\|") + " |\n";
    }
}
