package dev.sluice.chaos;

import dev.sluice.testing.TransactionRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sluice verify} as its users run it, and what it says. */
final class VerifyProcess {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MINUTES = 5;

    private VerifyProcess() {}

    /**
     * Verifies all that an application has read.
     *
     * @param foreign the keys of foreign objects, which are no problem as long as it names them
     * @return what it found wrong, or why it has no verdict; empty when it says that all is whole
     */
    static List<String> problems(TransactionRig rig, String application, Set<String> foreign, Path logs)
            throws IOException, InterruptedException {
        Path out = logs.resolve("verify-" + application + ".json");
        Path err = logs.resolve("verify-" + application + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                System.getProperty("sluice.jar"),
                "verify",
                "--json");
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(rig.environment());
        environment.put("SLUICE_APPLICATION_ID", application);
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return List.of("sluice verify took more than " + MINUTES + " minutes; see " + err);
        }
        int status = process.exitValue();
        if (status > 1) {
            return List.of("sluice verify has no verdict, but status " + status + "; see " + err);
        }
        JsonNode verdict = JSON.readTree(Files.readString(out));
        List<String> problems = new ArrayList<>();
        if (verdict.get("whole").asBoolean() != (status == 0)) {
            problems.add("sluice verify ended with status " + status + ", and says whole: " + verdict.get("whole"));
        }
        Set<String> unnamed = new HashSet<>(foreign);
        for (JsonNode problem : verdict.get("problems")) {
            if (!problem.get("kind").asString().equals("foreign_object")
                    || !unnamed.remove(problem.get("object").asString())) {
                problems.add("sluice verify: " + problem.get("text").asString());
            }
        }
        unnamed.forEach(key -> problems.add("sluice verify does not name the foreign object " + key));
        return problems;
    }
}
