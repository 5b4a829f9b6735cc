package dev.memsweep.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hands a sweep to Spark: runs {@code spark-submit} with the jar of memsweep for Spark and the rest of the command line. */
final class SparkSubmit {
    static final String JAR_VARIABLE = "MEMSWEEP_SPARK_JAR";

    private static final String MAIN_CLASS = "dev.memsweep.spark.SweepJob";
    private static final String JAR = "memsweep-spark.jar";
    private static final String SCRIPT = "spark-submit";
    private static final String HOME = "SPARK_HOME";

    private final Map<String, String> variables;
    private final Path folder;

    SparkSubmit(Environment environment) {
        this.variables = environment.variables();
        this.folder = environment.folder();
    }

    /**
     * Runs a sweep on a cluster, and ends as it does.
     *
     * @param words what follows {@code memsweep sweep} on the command line, but the flag that leads here
     * @throws Failure when there is no Spark, or it cannot start the job
     */
    ExitCode run(String master, List<String> words) throws IOException {
        List<String> command = command(master, words);
        Process process = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .inheritIO()
                .start();
        Thread hook = new Thread(process::destroy, "memsweep-spark-submit");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
            return exitCode(code, command.get(0));
        } catch (InterruptedException | IllegalStateException e) {
            process.destroy();
            throw new InterruptedRunException();
        }
    }

    /** How the command ends when Spark's does; the job itself never ends with 1, so that is Spark's own. */
    private static ExitCode exitCode(int code, String script) {
        for (ExitCode known : ExitCode.values()) {
            if (known.code() == code && known != ExitCode.NO) {
                return known;
            }
        }
        throw new Failure(ExitCode.FILES, script + " ended with exit code " + code + "; see what it says above");
    }

    List<String> command(String master, List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                script().toString(),
                "--master",
                master,
                "--name",
                "memsweep",
                "--conf",
                "spark.log.level=ERROR",
                "--conf",
                "spark.ui.showConsoleProgress=false",
                "--class",
                MAIN_CLASS,
                jar().toString()));
        command.addAll(words);
        return command;
    }

    private Path script() {
        String home = variables.getOrDefault(HOME, "");
        if (!home.isEmpty()) {
            Path script = folder.resolve(home).resolve("bin").resolve(SCRIPT);
            if (!Files.isExecutable(script)) {
                throw new Failure(
                        ExitCode.FILES,
                        "no " + script + ": " + HOME + " must name the folder of a Spark 4 for Scala 2.13");
            }
            return script.toAbsolutePath();
        }
        for (String directory : variables.getOrDefault("PATH", "").split(":", -1)) {
            Path script = folder.resolve(directory).resolve(SCRIPT);
            if (!directory.isEmpty() && Files.isExecutable(script)) {
                return script.toAbsolutePath();
            }
        }
        throw new Failure(
                ExitCode.FILES,
                "no " + SCRIPT
                        + " found: install Spark 4 for Scala 2.13 (https://spark.apache.org/downloads.html) and set "
                        + HOME + " to its folder, or put its bin on the PATH");
    }

    private Path jar() {
        String named = variables.getOrDefault(JAR_VARIABLE, "");
        Path jar = named.isEmpty() ? besideTheCommand() : folder.resolve(named);
        if (!Files.isRegularFile(jar)) {
            String remedy = named.isEmpty()
                    ? "build it with: mvn -Dquick -DskipTests package -pl sweeps/spark -am; or set " + JAR_VARIABLE
                            + " to where it is"
                    : JAR_VARIABLE + " must name it";
            throw new Failure(ExitCode.FILES, "no jar of memsweep for Spark at " + jar + "; " + remedy);
        }
        return jar.toAbsolutePath();
    }

    /** {@code lib/memsweep-cli.jar} has a neighbour {@code spark/memsweep-spark.jar}. */
    private static Path besideTheCommand() {
        try {
            Path own = Path.of(SparkSubmit.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return own.resolveSibling("..").resolve("spark").resolve(JAR).normalize();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of a class is no URI", e);
        }
    }
}
