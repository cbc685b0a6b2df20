package dev.sluice.testing;

import java.nio.file.Path;
import org.jboss.byteman.agent.Main;

/** The agent that changes classes as another JVM loads them, by the rules of a script. */
public final class Byteman {

    private Byteman() {}

    /** The JVM option that applies the rules in a file. */
    public static String jvmOption(Path script) {
        return agent() + "=script:" + script;
    }

    /** The JVM option that applies the rules in a resource of that JVM's class path. */
    public static String jvmOption(String resource) {
        return agent() + "=resourcescript:" + resource;
    }

    private static String agent() {
        return "-javaagent:"
                + Main.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
