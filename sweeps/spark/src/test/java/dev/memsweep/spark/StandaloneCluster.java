package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A master and two workers of one core each, in processes of their own, and a folder that looks to Spark as its
 * installation does: all from the jars of Spark on the class path of the tests, without those of memsweep.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private static final String SETTINGS = """
            spark.driver.host 127.0.0.1
            spark.driver.bindAddress 127.0.0.1
            spark.driver.memory 512m
            spark.executor.memory 512m
            spark.ui.enabled false
            """;

    private final Path home;
    private final String url;
    private final List<Process> processes = new ArrayList<>();

    StandaloneCluster(Path folder) throws IOException {
        home = folder.resolve("spark");
        install();
        int port = freePort();
        url = "spark://" + HOST + ":" + port;
        start("master", HOST, "org.apache.spark.deploy.master.Master", "--port", String.valueOf(port));
        for (int worker = 0; worker < 2; worker++) {
            String name = "worker" + worker;
            String work = folder.resolve(name).toString();
            // Each on a host of its own, as Spark sees it: it speculates on another host only.
            start(
                    name,
                    "127.0.0." + (worker + 1),
                    "org.apache.spark.deploy.worker.Worker",
                    "--cores",
                    "1",
                    "--memory",
                    "1g",
                    "--work-dir",
                    work,
                    url);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void install() throws IOException {
        Files.createDirectories(home.resolve("jars"));
        Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("spark-defaults.conf"), SETTINGS);
        Path script = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
        List<String> java = new ArrayList<>(javaCommand("512m", "org.apache.spark.deploy.SparkSubmit"));
        // As Spark's own script does it.
        java.add(1, "$SPARK_SUBMIT_OPTS");
        Files.writeString(script, "#!/bin/sh\nexec " + String.join(" ", java) + " \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    /** The jars of Spark: those of the tests, without memsweep and what only tests need. */
    static String jars() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator, -1))
                .filter(entry ->
                        entry.matches(".*/(?!memsweep|hadoop-client-minicluster|junit|assertj|duckdb)[^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private List<String> javaCommand(String heap, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-Dspark.master.ui.port=0"));
        command.addAll(List.of(
                System.getProperty("memsweep.test.sparkFlags", "").strip().split("\\s+", -1)));
        command.addAll(List.of("-cp", home.resolve("conf") + File.pathSeparator + jars(), mainClass));
        return command;
    }

    private void start(String name, String host, String mainClass, String... words) throws IOException {
        List<String> command = javaCommand("256m", mainClass);
        command.addAll(List.of("--host", host, "--webui-port", "0"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile());
        builder.environment().putAll(variables());
        builder.environment().put("SPARK_LOCAL_IP", host);
        processes.add(builder.start());
    }

    /** Environment variables by which a command finds this installation, with more settings for its run. */
    Map<String, String> variables(String settings) throws IOException {
        Path conf = Files.createTempDirectory(home, "conf");
        Files.writeString(conf.resolve("spark-defaults.conf"), SETTINGS + settings);
        Map<String, String> variables = new HashMap<>(variables());
        variables.put("SPARK_CONF_DIR", conf.toString());
        return variables;
    }

    /** Environment variables by which a command finds this installation. */
    Map<String, String> variables() {
        return Map.of(
                "SPARK_HOME",
                home.toString(),
                "SPARK_LOCAL_IP",
                HOST,
                "SPARK_SCALA_VERSION",
                "2.13",
                "SPARK_DIST_CLASSPATH",
                jars());
    }

    /** What {@code --spark} names. */
    String url() {
        return url;
    }

    /** Kills a worker and its executors, without a chance to say good-bye. */
    void killLastWorker() throws InterruptedException {
        Process worker = processes.get(processes.size() - 1);
        List<ProcessHandle> executors = worker.descendants().toList();
        assertThat(executors).as("executors of the worker").isNotEmpty();
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        assertThat(worker.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Sends a signal to the executors of a worker; returns them. */
    List<ProcessHandle> signalLastWorker(String signal) throws IOException, InterruptedException {
        List<ProcessHandle> executors =
                processes.get(processes.size() - 1).descendants().toList();
        for (ProcessHandle executor : executors) {
            String id = String.valueOf(executor.pid());
            assertThat(new ProcessBuilder("kill", "-" + signal, id).start().waitFor())
                    .isZero();
        }
        return executors;
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
