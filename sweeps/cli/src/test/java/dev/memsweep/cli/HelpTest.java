package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HelpTest extends CommandTest {
    @Test
    void bareCommandShowsExamplesAndCommandsOnOneScreen() {
        Run run = run();

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().count()).isBetween(15L, 24L);
        for (Command command : Commands.ALL) {
            assertThat(run.out()).contains("\n  " + command.name() + " ");
        }
        assertThat(result("--help")).isEqualTo(run.out());
        assertThat(result("help")).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "estimate",
                "fit",
                "explain",
                "sweep",
                "query",
                "sql",
                "list",
                "describe",
                "verify",
                "serve",
                "completion"
            })
    void everyCommandHasHelpWithExamples(String command) {
        String help = result(command, "--help");

        assertThat(help).startsWith("Usage: memsweep " + command).contains("\nExamples:\n  ");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(125));
        assertThat(result("help", command)).isEqualTo(help);
        assertThat(result(command, "-h")).isEqualTo(help);
    }

    @Test
    void helpHasAnOptionForEachParameterOfTheChosenFormulas() {
        write("toy.formulas", TOY + "/** 100 % of ${x}. */\nparam odd_name: int = 3\n");

        assertThat(result("sweep", "--help", "--formulas", "toy.formulas"))
                .contains("\n      --n=INT                Layers. (0 to 100)\n")
                .contains("\n      --on=BOOL              Whether. (default true)\n")
                .contains("\n      --odd-name=INT         100 % of ${x}. (default 3)\n")
                .doesNotContain("--seq-len=");
    }

    @Test
    void saysItsVersion() {
        assertThat(result("--version")).matches("memsweep \\S+\n");
    }

    @Test
    void completionKnowsCommandsOptionsAndLabels() {
        assertThat(result("completion"))
                .startsWith("#!/usr/bin/env bash")
                .contains("--micro-batch")
                .contains("llama-2-70b")
                .contains("estimate fit explain sweep query sql list describe verify serve report completion");
        assertThat(result("completion", "bash")).isEqualTo(result("completion"));
        assertThat(result("completion", "zsh")).isEqualTo(result("completion"));
    }

    /** Each line: the words typed so far, the last one perhaps unfinished, and what is proposed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            des                              | describe
            estimate --model chatglm-6       | chatglm-6b
            estimate --weight-dtype fp8      | fp8
            estimate --recompute se          | selective
            estimate --recompute bl          | block
            sweep --micro-batche             | --micro-batches
            estimate --formulas inf          | inference
            fit --for inf                    | inference
            list mod                         | models
            completion z                     | zsh
            """)
    void completesWhatIsTyped(String typed, String proposed) throws IOException, InterruptedException {
        write("completion.sh", result("completion", "bash"));
        String script = "source completion.sh; COMP_WORDS=(memsweep " + typed + "); "
                + "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_memsweep; echo \"${COMPREPLY[@]}\"";
        assumeThat(Path.of("/bin/bash")).exists();
        Process bash = new ProcessBuilder("/bin/bash", "--norc", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringWhitespace(proposed);
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void coloursOnlyOnATerminal() {
        assertThat(run(terminal(Map.of()), "list", "optimizers").out()).startsWith("\u001B[1mname");
        assertThat(run(terminal(Map.of("NO_COLOR", "1")), "list", "optimizers").out())
                .startsWith("name");
        assertThat(run(terminal(Map.of("TERM", "dumb")), "list", "optimizers").out())
                .startsWith("name");
        assertThat(run(terminal(Map.of()), "lst").err())
                .isEqualTo("\u001B[1;31mmemsweep:\u001B[0m unknown command 'lst'; did you mean 'list'?\n");
    }

    @Test
    void printsAStackTraceOnlyWhenAsked() {
        assertThat(run("estimate", "--tp", "x").err()).isEqualTo("memsweep: --tp: 'x' is not a whole number\n");
        assertThat(run("estimate", "--tp", "x", "-v").err()).contains("\tat dev.memsweep.");
    }

    private Environment terminal(Map<String, String> variables) {
        return new Environment(variables, folder, true, true, 100);
    }
}
