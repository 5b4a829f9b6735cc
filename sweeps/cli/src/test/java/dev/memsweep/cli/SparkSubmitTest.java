package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sweep that Spark is to run, with a {@code spark-submit} that writes down what it is told. */
final class SparkSubmitTest extends CommandTest {
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void install() throws IOException {
        write("toy.formulas", TOY);
        writeJar(SparkJar.MAIN_CLASS, "1.0");
        install("0");
        variables.put("SPARK_HOME", folder.resolve("spark").toString());
        variables.put("MEMSWEEP_SPARK_JAR", "memsweep-spark.jar");
    }

    private void install(String exitCode) throws IOException {
        Path script = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
        Files.writeString(
                script,
                "#!/bin/sh\nprintf '%s\\n' \"$@\" >told.txt\nprintf '%s\\n' \"$SPARK_SUBMIT_OPTS\" >options.txt\nexit "
                        + exitCode + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private Path writeJar(String mainClass, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        Path jar = folder.resolve("memsweep-spark.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private Run sweep(String... more) {
        String[] words = {
            "sweep", "--formulas", "toy.formulas", "--n", "0..9", "--columns", "n,layer_bytes", "--spark", "yarn"
        };
        String[] all = Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
        return run(new Environment(variables, folder, false, false, 100), all);
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(folder.resolve("told.txt"));
    }

    @Test
    void handsOnTheCommandLine() throws IOException {
        Run run = sweep("-o", "out/", "--file-rows=3", "-q");

        assertThat(run).isEqualTo(new Run(0, "", ""));
        assertThat(told())
                .containsSubsequence("--master", "yarn", "--class", "dev.memsweep.spark.SweepJob")
                .endsWith(
                        folder.resolve("memsweep-spark.jar").toAbsolutePath().toString(),
                        "--formulas=toy.formulas",
                        "--n=0..9",
                        "--columns=n,layer_bytes",
                        "-o",
                        "out/",
                        "--file-rows=3",
                        "-q",
                        "--");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void findsSparkOnThePath() throws IOException {
        variables.remove("SPARK_HOME");
        variables.put("PATH", "/nowhere:" + folder.resolve("spark/bin"));

        assertThat(sweep("-o", "out/").code()).isZero();
        assertThat(told()).contains("yarn");
    }

    @ParameterizedTest
    @CsvSource({"2,2", "3,3", "4,4", "130,130"})
    void endsAsTheJobDoes(String exitCode, int code) throws IOException {
        install(exitCode);

        assertThat(sweep("-o", "out/")).isEqualTo(new Run(code, "", ""));
    }

    @Test
    void tellsWhenSparkItselfFails() throws IOException {
        install("1");

        Run run = sweep("-o", "out/");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).endsWith("spark-submit ended with exit code 1; see what it says above\n");
    }

    @Test
    void tellsWhatToInstall() throws IOException {
        variables.remove("SPARK_HOME");
        Run run = sweep("-o", "out/");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("memsweep: no spark-submit found: install Spark 4 or 3.5, for Scala 2.13 (")
                .hasLineCount(1);

        variables.put("SPARK_HOME", "nowhere");
        assertThat(sweep("-o", "out/").err())
                .contains("SPARK_HOME must name the folder of Spark 4 or 3.5, for Scala 2.13");

        variables.put("SPARK_HOME", folder.resolve("spark").toString());
        variables.put("MEMSWEEP_SPARK_JAR", "none.jar");
        assertThat(sweep("-o", "out/").err()).contains("none.jar; MEMSWEEP_SPARK_JAR must name one of this version");

        variables.remove("MEMSWEEP_SPARK_JAR");
        assertThat(sweep("-o", "out/").err()).contains("memsweep-spark.jar; build it with: mvn");
        assertThat(folder.resolve("told.txt")).doesNotExist();
    }

    @Test
    void quietensSparkFromItsStartUnlessItsLogIsAskedFor() throws IOException {
        variables.put("SPARK_SUBMIT_OPTS", "-Dmine=1");
        assertThat(sweep("-o", "out/").code()).isZero();
        assertThat(told()).contains("spark.log.level=ERROR");
        assertThat(folder.resolve("options.txt"))
                .content()
                .isEqualTo("-Dlog4j2.configurationFile=jar:"
                        + folder.resolve("memsweep-spark.jar").toUri()
                        + "!/dev/memsweep/spark/quiet-log4j2.properties -Dmine=1\n");

        assertThat(sweep("-o", "out/", "-v").code()).isZero();
        assertThat(told()).doesNotContain("spark.log.level=ERROR").contains("-v");
        assertThat(folder.resolve("options.txt")).content().doesNotContain("log4j2");
    }

    @Test
    void refusesAJarThatIsSomethingElse() throws IOException {
        writeJar("org.example.Other", "1.0");
        assertThat(sweep("-o", "out/").err()).contains("memsweep-spark.jar is no jar of memsweep for Spark; ");

        write("memsweep-spark.jar", "no jar at all");
        Run run = sweep("-o", "out/");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err())
                .contains("memsweep-spark.jar is no jar of memsweep for Spark; ")
                .hasLineCount(1);
        assertThat(folder.resolve("told.txt")).doesNotExist();
    }

    @Test
    void refusesAJarOfAnotherVersion() throws IOException {
        SparkJar jar = new SparkJar(writeJar(SparkJar.MAIN_CLASS, "1.0"), "build it");

        assertThat(jar.checked("1.0", List.of())).isEqualTo(jar.file());
        assertThatThrownBy(() -> jar.checked("1.1", List.of()))
                .isInstanceOf(Failure.class)
                .hasMessage(jar.file() + " is of memsweep 1.0, this command of 1.1; build it");
    }

    @Test
    void refusesAJarThatIsOlderThanACommandInDevelopment() throws IOException {
        SparkJar jar = new SparkJar(writeJar(SparkJar.MAIN_CLASS, "1.1-SNAPSHOT"), "build it");
        Path own = folder.resolve("memsweep-engine.jar");
        Files.writeString(own, "");
        FileTime time = Files.getLastModifiedTime(jar.file());

        Files.setLastModifiedTime(own, time);
        assertThat(jar.checked("1.1-SNAPSHOT", List.of(own))).isEqualTo(jar.file());
        Files.setLastModifiedTime(own, FileTime.fromMillis(time.toMillis() + 1000));
        assertThatThrownBy(() -> jar.checked("1.1-SNAPSHOT", List.of(own)))
                .isInstanceOf(Failure.class)
                .hasMessage(jar.file() + " is older than memsweep-engine.jar of this command; build it");

        SparkJar released = new SparkJar(writeJar(SparkJar.MAIN_CLASS, "1.1"), "");
        Files.setLastModifiedTime(released.file(), time);
        assertThat(released.checked("1.1", List.of(own))).isEqualTo(released.file());
    }

    @Test
    void checksTheSweepBeforeSparkIsStarted() {
        assertThat(sweep("-o", "out.parquet").err())
                .isEqualTo("memsweep: --spark: Spark writes a directory, not a file; write -o " + folder.resolve("out")
                        + "/\n");
        Run run = sweep("-o", "out/", "--where", "m > 2");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("unknown name 'm'");
        assertThat(folder.resolve("told.txt")).doesNotExist();
    }

    @Test
    void keepsWordsThatLookLikeOptions() {
        Arguments arguments = new Arguments(List.of(
                new Arguments.Argument("--where", "-1 < n"),
                new Arguments.Argument("", "--odd.yaml"),
                new Arguments.Argument("-o", "out/"),
                new Arguments.Argument("-q", null)));

        assertThat(arguments.asWords()).containsExactly("--where=-1 < n", "-o", "out/", "-q", "--", "--odd.yaml");
        assertThat(Arguments.split(arguments.asWords(), new SweepCommand().options())
                        .asWords())
                .isEqualTo(arguments.asWords());
    }
}
