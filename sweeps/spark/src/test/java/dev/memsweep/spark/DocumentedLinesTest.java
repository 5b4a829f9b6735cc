package dev.memsweep.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the lines of this module's README that are typed into {@code spark-shell} and {@code spark-sql}, by the compiler of
 * Scala that the shell is built on, in a process with the jars of Spark and the one jar of memsweep; they print what the
 * README shows after them.
 */
@Tag("exhaustive")
@Timeout(180)
final class DocumentedLinesTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Pattern SHOWN =
            Pattern.compile("(?m)^```(scala|sql)\\n((?s:.*?))^```\\n\\n^```text\\n((?s:.*?))^```$");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void printWhatIsShown() throws IOException, InterruptedException {
        List<String> shown = new ArrayList<>();
        StringBuilder script = new StringBuilder("""
                val spark = org.apache.spark.sql.SparkSession.builder().master("local[2]").getOrCreate()
                """);
        Matcher block = SHOWN.matcher(Files.readString(Path.of("README.md")));
        while (block.find()) {
            script.append(block.group(1).equals("scala") ? block.group(2) : asScala(block.group(2)));
            shown.add(block.group(3));
        }
        assertThat(shown).hasSizeGreaterThanOrEqualTo(2);

        String output = run(script.toString());
        assertThat(output).contains(shown);
    }

    /** Statements for the shell's {@code spark.sql}; those with rows print them. */
    private static String asScala(String sql) {
        StringBuilder lines = new StringBuilder();
        for (String statement : sql.strip().split(";\\s*", -1)) {
            if (!statement.isEmpty()) {
                String show = statement.startsWith("SELECT") ? ".show()" : "";
                lines.append("spark.sql(\"\"\"")
                        .append(statement)
                        .append("\"\"\")")
                        .append(show)
                        .append('\n');
            }
        }
        return lines.toString();
    }

    private String run(String script) throws IOException, InterruptedException {
        Path file = folder.resolve("shell.scala");
        Files.writeString(file, script);
        Path quiet = Path.of("src", "test", "resources", "log4j2.properties").toAbsolutePath();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Dspark.ui.enabled=false",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dlog4j2.configurationFile=" + quiet.toUri()));
        command.addAll(Arrays.asList(
                System.getProperty("memsweep.test.sparkFlags", "").strip().split("\\s+", -1)));
        command.addAll(List.of(
                "-cp",
                StandaloneCluster.jars()
                        + File.pathSeparator
                        + ROOT.resolve("sweeps/cli/target/dist/spark/memsweep-spark.jar"),
                "scala.tools.nsc.MainGenericRunner",
                "-usejavacp",
                file.toString()));
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
