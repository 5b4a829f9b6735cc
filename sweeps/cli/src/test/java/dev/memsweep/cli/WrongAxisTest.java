package dev.memsweep.cli;

import org.junit.jupiter.api.Test;

/** Axes that make no grid. */
final class WrongAxisTest extends CommandTest {
    @Test
    void emptyAxis() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes: {n: []}
                fixed: {d: 1}
                """);

        assertRefused(2, """
                memsweep: s.yaml:4:8: axis 'n' has no values; the sweep would have 0 rows
                """, "sweep", "s.yaml");
    }

    @Test
    void duplicateAxisValue() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes: {n: [8, 8]}
                fixed: {d: 1}
                """);

        assertRefused(2, """
                memsweep: s.yaml:4:8: axis 'n': value 8 appears twice (rows would repeat)
                """, "sweep", "s.yaml");
    }

    @Test
    void parameterBothFixedAndOnAnAxis() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes: {n: [8, 9]}
                fixed: {n: 3, d: 1}
                """);

        assertRefused(2, """
                memsweep: s.yaml:4:8: 'n' is both fixed and on an axis (first at s.yaml:5:9)
                """, "sweep", "s.yaml");
    }

    @Test
    void axisTwice() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes:
                  n: [1]
                  n: [2]
                fixed: {d: 1}
                """);

        assertRefused(2, """
                memsweep: s.yaml:6:3: axis 'n' is defined twice (first at line 5)
                    n: [2]
                    ^
                """, "sweep", "s.yaml");
    }

    @Test
    void linkedAxesOfUnequalLength() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes:
                  both: {zip: {n: [1, 2], d: [1, 2, 3]}}
                """);

        assertRefused(2, """
                memsweep: s.yaml:5:3: axis 'both': linked parameters need as many values each; n has 2, d has 3
                """, "sweep", "s.yaml");
    }

    @Test
    void stepOfNothing() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes: {n: {range: [1, 9, 0]}}
                fixed: {d: 1}
                """);

        assertRefused(2, "memsweep: s.yaml:4:8: axis 'n': step is 0\n", "sweep", "s.yaml");
    }

    @Test
    void backwardRange() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes: {n: 9..1}
                fixed: {d: 1}
                """);

        assertRefused(2, "memsweep: s.yaml:4:8: axis 'n': from 9 to 1 needs a negative step\n", "sweep", "s.yaml");
    }
}
