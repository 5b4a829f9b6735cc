package dev.memsweep.cli;

/** The version of a part of the program. */
final class Version {
    /** What stands for a version outside a jar. */
    static final String DEVELOPMENT = "development";

    private Version() {}

    /** That of the jar in which {@code type} is. */
    static String of(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }
}
