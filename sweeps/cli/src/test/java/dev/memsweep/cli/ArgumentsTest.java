package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ArgumentsTest extends CommandTest {
    private static Arguments split(String... words) {
        return Arguments.split(List.of(words), new SweepCommand().options());
    }

    @Test
    void takesTheNextWordAsTheValueOfAnyOptionButAFewThatHaveNone() {
        Arguments arguments = split("--unknown", "1", "spec.yaml", "-n", "other", "-o", "x", "--a_b=c=d");

        assertThat(arguments.words()).containsExactly("spec.yaml", "other");
        assertThat(arguments.options()).containsExactly("--unknown", "-n", "-o", "--a-b");
        assertThat(arguments.values("--a-b")).containsExactly("c=d");
        assertThat(arguments.values("-n")).isEmpty();
    }

    @Test
    void takesNegativeNumbersAndExpressionsAsValues() {
        assertThat(split("--n", "-5").values("--n")).containsExactly("-5");
        assertThat(split("--where", "-n > 3").values("--where")).containsExactly("-n > 3");
        assertThat(split("--n", "--d", "3").values("--n")).isEmpty();
    }

    @Test
    void takesEveryWordAfterTwoHyphensAsItIs() {
        assertThat(split("--", "-o", "--x").words()).containsExactly("-o", "--x");
    }

    @Test
    void aParameterThatBearsTheNameOfAnOptionHasNone() {
        write("odd.formulas", "param threads: int = 2\nparam n: int\ndouble = n * threads\n");

        assertThat(result("estimate", "--formulas", "odd.formulas", "--n", "3", "--threads", "4", "--format", "csv"))
                .isEqualTo("threads,n,double\n4,3,12\n");
        assertRefused(
                2,
                "memsweep: --threads: must be a whole number from 1 to 4096, found 'x'\n",
                "sweep",
                "--formulas",
                "odd.formulas",
                "--n",
                "3",
                "--threads",
                "x");
    }
}
