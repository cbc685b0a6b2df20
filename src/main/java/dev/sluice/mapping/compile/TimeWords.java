package dev.sluice.mapping.compile;

import dev.sluice.mapping.schema.EtlWords;
import dev.sluice.mapping.text.TimePattern;
import dev.sluice.mapping.text.ZoneRule;
import dev.sluice.mapping.text.ZoneRule.Overlap;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code "format"} and {@code "zone"}; what is wrong is noted. */
final class TimeWords {

    private static final List<String> ZONE_WORDS = List.of("id", "gap", "overlap");

    private TimeWords() {}

    static List<TimePattern> patterns(EtlWords words) {
        if (!words.has("format")) {
            return List.of();
        }
        Object written = words.get("format");
        List<TimePattern> patterns = new ArrayList<>();
        for (Object one : written instanceof List<?> list ? list : Arrays.asList(written)) {
            if (!(one instanceof String text)) {
                words.problem(
                        "etl's \"format\" must be a pattern such as \"dd/MM/uuuu\", rfc3339, rfc1123, or a list of"
                                + " them");
                continue;
            }
            try {
                patterns.add(TimePattern.compile(text));
            } catch (IllegalArgumentException e) {
                words.problem("etl's \"format\" is " + e.getMessage());
            }
        }
        for (int i = 0; i < patterns.size(); i++) {
            for (int j = i + 1; j < patterns.size(); j++) {
                String text = patterns.get(i).ambiguousWith(patterns.get(j));
                if (text != null) {
                    words.problem("etl's \"format\" has " + patterns.get(i) + " and " + patterns.get(j)
                            + ", which read " + text + " as different times; keep the one that is meant");
                }
            }
        }
        return patterns;
    }

    static @Nullable ZoneRule zone(EtlWords around) {
        Object written = around.get("zone");
        if (written == null) {
            return null;
        }
        if (written instanceof String id) {
            ZoneId zone = zoneId(id, around);
            return zone == null ? null : new ZoneRule(zone, false, null);
        }
        EtlWords words = around.object(written, "etl's \"zone\"");
        if (words == null || !words.areAmong(ZONE_WORDS, "zone")) {
            return null;
        }
        String id = words.text("id", "a zone's id, such as \"Europe/Paris\"");
        if (id == null) {
            words.problem("etl's \"zone\" needs an \"id\", such as \"Europe/Paris\"");
            return null;
        }
        ZoneId zone = zoneId(id, words);
        String gap = words.choice("gap", List.of("shift"), word -> word);
        Overlap overlap = words.choice(
                "overlap", List.of(Overlap.values()), one -> one.name().toLowerCase(Locale.ROOT));
        return zone == null ? null : new ZoneRule(zone, gap != null, overlap);
    }

    private static @Nullable ZoneId zoneId(String id, EtlWords words) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            words.problem("etl's \"zone\" is \"" + id + "\", which is no zone of the IANA time zone database; write one"
                    + " such as \"Europe/Paris\" or \"UTC\"");
            return null;
        }
    }
}
