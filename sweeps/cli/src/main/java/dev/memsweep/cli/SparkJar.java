package dev.memsweep.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jar of memsweep for Spark, of the same state as this command: executors must compute what the command has checked.
 *
 * <p>Versions must be equal. Those that end in {@code -SNAPSHOT} say nothing about the state; there, the jar must not be
 * older than the command's own.
 *
 * @param file where it is
 * @param remedy what to do about a jar that cannot be used
 */
record SparkJar(Path file, String remedy) {
    /** Names a jar elsewhere than beside the command. */
    static final String VARIABLE = "MEMSWEEP_SPARK_JAR";

    /** The class that Spark is to run. */
    static final String MAIN_CLASS = "dev.memsweep.spark.SweepJob";

    private static final String NAME = "memsweep-spark.jar";
    private static final String BUILD = "build it with: mvn -Dquick -DskipTests package -pl sweeps/spark -am";

    /** The jar that is to be used; {@code lib/memsweep-cli.jar} has a neighbour {@code spark/memsweep-spark.jar}. */
    static SparkJar of(Map<String, String> variables, Path folder) {
        String named = variables.getOrDefault(VARIABLE, "");
        return named.isEmpty()
                ? new SparkJar(
                        own().resolveSibling("..")
                                .resolve("spark")
                                .resolve(NAME)
                                .normalize(),
                        BUILD + "; or set " + VARIABLE + " to where it is")
                : new SparkJar(folder.resolve(named), VARIABLE + " must name one of this version; " + BUILD);
    }

    /** The jar of this command, or the folder of its classes. */
    private static Path own() {
        try {
            return Path.of(SparkJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of a class is no URI", e);
        }
    }

    /**
     * The jar, which this command may use.
     *
     * @throws Failure when it is missing, something else, or of another state
     */
    Path checked() throws IOException {
        return checked(Version.of(SparkJar.class), ownJars());
    }

    /**
     * The jar, which a command may use.
     *
     * @param version that of the command; one that is being developed has no version and takes any jar
     * @param ownJars its parts, as far as they are jars
     * @throws Failure when the jar is missing, something else, or of another state
     */
    Path checked(String version, List<Path> ownJars) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw unusable("no jar of memsweep for Spark at " + file);
        }
        String found = versionInside();
        if (found == null) {
            throw unusable(file + " is no jar of memsweep for Spark");
        }
        if (!version.equals(Version.DEVELOPMENT) && !found.equals(version)) {
            throw unusable(file + " is of memsweep " + found + ", this command of " + version);
        }
        FileTime time = Files.getLastModifiedTime(file);
        for (Path own : version.endsWith("-SNAPSHOT") ? ownJars : List.<Path>of()) {
            if (Files.getLastModifiedTime(own).compareTo(time) > 0) {
                throw unusable(file + " is older than " + own.getFileName() + " of this command");
            }
        }
        return file.toAbsolutePath();
    }

    private Failure unusable(String what) {
        return new Failure(ExitCode.FILES, what + "; " + remedy);
    }

    private @Nullable String versionInside() {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                return null;
            }
            Attributes facts = manifest.getMainAttributes();
            return MAIN_CLASS.equals(facts.getValue(Attributes.Name.MAIN_CLASS))
                    ? facts.getValue(Attributes.Name.IMPLEMENTATION_VERSION)
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static List<Path> ownJars() throws IOException {
        List<Path> jars = new ArrayList<>();
        if (Files.isRegularFile(own())) {
            try (Stream<Path> neighbours = Files.list(own().resolveSibling(""))) {
                neighbours
                        .filter(path -> String.valueOf(path.getFileName()).matches("memsweep-.*\\.jar"))
                        .sorted()
                        .forEach(jars::add);
            }
        }
        return jars;
    }
}
