package dev.sluice.service;

/** The version of this build, from the manifest of the jar. */
public final class Version {

    private Version() {}

    /** Such as {@code 0.1.0}; a note in parentheses when the classes come from no jar. */
    public static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }
}
