package dev.memsweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hands a sweep to Spark: runs {@code spark-submit} with the jar of memsweep for Spark and the rest of the command line. */
final class SparkSubmit {
    private static final String SCRIPT = "spark-submit";
    private static final String HOME = "SPARK_HOME";
    private static final String SPARK = "Spark 4 or 3.5, for Scala 2.13";

    /** Options of the Java machine in which {@code spark-submit} runs, and with it the driver. */
    private static final String OPTIONS = "SPARK_SUBMIT_OPTS";

    /** A configuration of the log in the jar, which is there before Spark reads its own settings. */
    private static final String QUIET_LOG = "dev/memsweep/spark/quiet-log4j2.properties";

    private final Map<String, String> variables;
    private final Path folder;
    private final boolean verbose;

    /**
     * A start of Spark.
     *
     * @param verbose whether Spark's own log is to be seen, else its errors only
     */
    SparkSubmit(Environment environment, boolean verbose) {
        this.variables = environment.variables();
        this.folder = environment.folder();
        this.verbose = verbose;
    }

    /**
     * Runs a sweep on a cluster, and ends as it does.
     *
     * @param words what follows {@code memsweep sweep} on the command line, but the flag that leads here
     * @throws Failure when there is no Spark, or it cannot start the job
     */
    ExitCode run(String master, List<String> words) throws IOException {
        String script = script().toString();
        Path jar = SparkJar.of(variables, folder).checked();
        List<String> command = new ArrayList<>(List.of(script, "--master", master));
        command.addAll(settings());
        command.addAll(List.of("--class", SparkJar.MAIN_CLASS, jar.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .inheritIO();
        if (!verbose) {
            builder.environment().put(OPTIONS, quietOptions(jar));
        }
        Process process = builder.start();
        Thread hook = new Thread(process::destroy, "memsweep-spark-submit");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
            return exitCode(code, script);
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

    private List<String> settings() {
        List<String> settings = new ArrayList<>();
        settings.addAll(List.of("--name", "memsweep", "--conf", "spark.ui.showConsoleProgress=false"));
        if (!verbose) {
            // For executors, and for a driver that runs on the cluster.
            settings.addAll(List.of("--conf", "spark.log.level=ERROR"));
        }
        return settings;
    }

    /** What the user says comes later, and so counts. */
    private String quietOptions(Path jar) {
        String quiet = "-Dlog4j2.configurationFile=jar:" + jar.toUri() + "!/" + QUIET_LOG;
        return (quiet + " " + variables.getOrDefault(OPTIONS, "")).strip();
    }

    private Path script() {
        String home = variables.getOrDefault(HOME, "");
        if (!home.isEmpty()) {
            Path script = folder.resolve(home).resolve("bin").resolve(SCRIPT);
            if (!Files.isExecutable(script)) {
                throw new Failure(ExitCode.FILES, "no " + script + ": " + HOME + " must name the folder of " + SPARK);
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
                        + " found: install " + SPARK + " (https://spark.apache.org/downloads.html), and set " + HOME
                        + " to its folder, or put its bin on the PATH");
    }
}
