package dev.sluice.config;

import dev.sluice.text.NearestWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the environment. It collects every problem instead of stopping at the first.
 *
 * <p>A blank {@code SLUICE_*} variable counts as unset, because compose files and charts write {@code ${NAME:-}}.
 */
final class Environment {

    private static final Pattern SECRET = Pattern.compile("PASSWORD|PASSPHRASE|JAAS|SECRET|TOKEN|KEY|CREDENTIAL");

    /** The names of the variables that Kubernetes sets for each service of the namespace. */
    private static final Pattern SERVICE_LINK_NAME =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP)(_\\w+)?)");

    private final Map<String, String> variables;
    private final Map<Variable<?>, Object> values = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    Environment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
    }

    /** Reads all declared variables, and reports each {@code SLUICE_*} variable that is not declared. */
    void read(List<Variable<?>> declared) {
        declared.forEach(this::read);
        List<String> names = declared.stream().<String>map(Variable::name).toList();
        startingWith("SLUICE_").forEach((name, value) -> {
            if (!names.contains(name)) {
                reportUnknown(name, value, names);
            }
        });
    }

    private void read(Variable<?> variable) {
        String text = variables.getOrDefault(variable.name(), "").strip();
        String source = text.isEmpty() ? defaultOf(variable) : text;
        if (source == null) {
            report(variable.name(), "is not set; it is required: " + variable.doc());
            return;
        }
        try {
            values.put(variable, variable.parser().apply(source));
        } catch (IllegalArgumentException e) {
            String origin = text.isEmpty() ? " (its default): " : ": ";
            report(variable.name(), "is " + shown(variable.name(), source) + origin + e.getMessage());
        }
    }

    private @Nullable String defaultOf(Variable<?> variable) {
        String text = variable.defaultText();
        if (text == null || !text.contains(Variable.APPLICATION_ID)) {
            return text;
        }
        // The application id is declared, and so read, before the variables whose defaults contain it.
        String id = find(Variables.APPLICATION_ID).orElse("sluice");
        return text.replace(Variable.APPLICATION_ID, id);
    }

    /** The value that {@link #read} parsed, or empty if the variable has a problem. */
    @SuppressWarnings("unchecked") // read() puts what the variable's own parser returns
    <T> Optional<T> find(Variable<T> variable) {
        return Optional.ofNullable((T) values.get(variable));
    }

    /** As {@link #find}, for callers within {@link #build} or after {@link #throwIfUnusable}. */
    <T> T get(Variable<T> variable) {
        return find(variable).orElseThrow(ReportedAlready::new);
    }

    /** Makes one value of several variables, and reports a failure under their names. */
    <T> Optional<T> build(String names, Supplier<T> maker) {
        try {
            return Optional.of(maker.get());
        } catch (ReportedAlready e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            report(names, "do not go together: " + e.getMessage());
            return Optional.empty();
        }
    }

    Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>(variables);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    void report(String name, String problem) {
        problems.add(name + " " + problem);
    }

    void reportUnknown(String name, String value, List<String> known) {
        String remedy = NearestWord.to(name, known)
                .map(nearest -> "did you mean " + nearest + "? Otherwise unset it")
                .orElse("unset it, or see sluice run --help for the names");
        if (value.startsWith("tcp://") || SERVICE_LINK_NAME.matcher(name).matches()) {
            remedy = "it looks like a Kubernetes service link: set enableServiceLinks: false in the pod's spec";
        }
        report(name, "is not a setting; " + remedy);
    }

    void throwIfUnusable() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** The value as an error may show it; of a value that may be or contain a secret, only its length. */
    static String shown(String name, String value) {
        if (SECRET.matcher(name).find() || value.contains("@")) {
            return shape(value) + " (not shown: it may be a secret)";
        }
        return value.length() <= 80 ? '"' + value + '"' : '"' + value.substring(0, 80) + "\"…";
    }

    /** The description of a value that an error may not show. */
    static String shape(String value) {
        return "a text of " + value.length() + " characters";
    }

    /** Thrown when a variable without a value is asked for; its problem is already in the list. */
    private static final class ReportedAlready extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
