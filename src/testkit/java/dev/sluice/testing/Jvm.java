package dev.sluice.testing;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The beginning of a command that starts another JVM. */
final class Jvm {

    private static final String COMPILER = "-XX:TieredStopAtLevel=";

    private Jvm() {}

    /** The same {@code java}, which compiles as far as this JVM does. */
    static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith(COMPILER))
                .forEach(command::add);
        return command;
    }
}
