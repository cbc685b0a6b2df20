package dev.sluice.service;

import dev.sluice.config.SettingNames;
import dev.sluice.config.Settings;
import dev.sluice.config.SettingsException;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.schema.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;

/** The mapping that the settings name. */
public final class ConfiguredMapping {

    private ConfiguredMapping() {}

    /**
     * Reads and compiles the schema file.
     *
     * @throws SettingsException if the file cannot be read, the schema does not compile, or a lookup table has no topic
     */
    public static Mapping compile(Settings settings) {
        Mapping mapping;
        try {
            mapping = Mapping.compile(
                    Files.readString(settings.conversion().schemaFile()),
                    settings.conversion().mappingOptions());
        } catch (MappingException e) {
            throw new SettingsException(e.problems().stream()
                    .map(problem -> subject(settings) + ": " + problem)
                    .toList());
        } catch (IOException e) {
            throw new SettingsException(
                    List.of(subject(settings) + " cannot be read (" + e.getMessage() + "); check the file"));
        }
        List<String> problems = new TreeSet<>(mapping.lookupTables())
                .stream()
                        .filter(table -> !settings.topics().lookups().containsKey(table))
                        .map(table -> SettingNames.LOOKUPS + " names no topic for lookup table " + table
                                + ", which the mapping reads; add " + table + "=TOPIC")
                        .toList();
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        return mapping;
    }

    private static String subject(Settings settings) {
        return SettingNames.SCHEMA_FILE + " " + settings.conversion().schemaFile();
    }
}
