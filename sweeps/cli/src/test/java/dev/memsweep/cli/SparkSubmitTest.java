package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        write("memsweep-spark.jar", "jar");
        install("0");
        variables.put("SPARK_HOME", folder.resolve("spark").toString());
        variables.put("MEMSWEEP_SPARK_JAR", "memsweep-spark.jar");
    }

    private void install(String exitCode) throws IOException {
        Path script = Files.createDirectories(folder.resolve("spark/bin")).resolve("spark-submit");
        Files.writeString(script, "#!/bin/sh\nprintf '%s\\n' \"$@\" >told.txt\nexit " + exitCode + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
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
                .startsWith("memsweep: no spark-submit found: install Spark 4 for Scala 2.13")
                .hasLineCount(1);

        variables.put("SPARK_HOME", "nowhere");
        assertThat(sweep("-o", "out/").err()).contains("SPARK_HOME must name the folder of a Spark 4");

        variables.put("SPARK_HOME", folder.resolve("spark").toString());
        variables.put("MEMSWEEP_SPARK_JAR", "none.jar");
        assertThat(sweep("-o", "out/").err()).contains("none.jar; MEMSWEEP_SPARK_JAR must name it");

        variables.remove("MEMSWEEP_SPARK_JAR");
        assertThat(sweep("-o", "out/").err()).contains("memsweep-spark.jar; build it with: mvn");
        assertThat(folder.resolve("told.txt")).doesNotExist();
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
