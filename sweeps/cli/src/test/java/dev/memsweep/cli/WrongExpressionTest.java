package dev.memsweep.cli;

import org.junit.jupiter.api.Test;

/** Expressions that are none. */
final class WrongExpressionTest extends CommandTest {
    @Test
    void chainedComparison() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                fixed: {d: 2}
                axes: {n: [1, 2]}
                where: 0 < n < 3
                """);

        assertRefused(2, """
                memsweep: s.yaml:6:14: comparisons cannot be chained; write a < b and b < c
                  0 < n < 3
                        ^
                """, "sweep", "s.yaml");
    }

    @Test
    void assignmentInACondition() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                fixed: {d: 2}
                axes: {n: [1, 2]}
                where: n = 3
                """);

        assertRefused(2, """
                memsweep: s.yaml:6:10: '=' assigns; use '==' to compare
                  n = 3
                    ^
                """, "sweep", "s.yaml");
    }

    @Test
    void unmatchedParenthesis() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --where: missing ')' for '(' at column 1
                  (n + d > 3
                            ^
                """, "sweep", "--formulas", "toy.formulas", "--n", "1", "--d", "1", "--where", "(n + d > 3");
    }

    @Test
    void conditionThatIsANumber() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --where: a condition must be true or false, this is int
                  n + d
                  ^^^^^
                """, "sweep", "--formulas", "toy.formulas", "--n", "1", "--d", "1", "--where", "n + d");
    }

    @Test
    void textTimesNumber() {

        assertRefused(2, """
                memsweep: --derive: cannot multiply this, which is text
                  model.family * 2
                        ^
                """, "estimate", "--model", "llama-2-7b", "--derive", "y=model.family * 2");
    }

    @Test
    void memberAccess() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --derive: '.' needs a row of a table before it, not int
                  n.class
                    ^
                """, "estimate", "--formulas", "toy.formulas", "--n", "1", "--derive", "y=n.class");
    }

    @Test
    void derivationWithoutName() {
        write("toy.formulas", TOY);

        assertRefused(2, """
                memsweep: --derive: 'n*2' is not of the form NAME=EXPR, as in dp="64 // (tp * pp)"
                """, "estimate", "--formulas", "toy.formulas", "--n", "1", "--derive", "n*2");
    }

    @Test
    void formulasThatDependOnThemselves() {
        write("f.formulas", """
                param n: int
                a = b + n
                b = c
                c = a
                """);

        assertRefused(2, """
                memsweep: f.formulas:2:1: 'a' depends on itself: a -> b -> c -> a
                  a = b + n
                  ^
                """, "estimate", "--formulas", "f.formulas", "--n", "1");
    }

    @Test
    void defaultsThatDependOnEachOther() {
        write("f.formulas", """
                param n: int
                param p: int = q + 1
                param q: int = p - 1
                a = p + n
                """);

        assertRefused(2, """
                memsweep: 'p' depends on itself through defaults: p -> q -> p; set one of them
                """, "estimate", "--formulas", "f.formulas", "--n", "1");
    }
}
