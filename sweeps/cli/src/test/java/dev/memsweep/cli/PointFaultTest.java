package dev.memsweep.cli;

import org.junit.jupiter.api.Test;

/** Points at which a formula has no value. */
final class PointFaultTest extends CommandTest {
    @Test
    void divisionByZeroAtAPoint() {
        write("toy.formulas", TOY);

        assertRefused(
                2,
                "memsweep: toy.formulas:15: division by zero in 'share': 7 / 0, at d=0\n",
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "7",
                "--d",
                "2,1,0");
    }

    @Test
    void divisionByZeroInASweep() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                fixed: {n: 7}
                axes: {d: [2, 1, 0]}
                """);

        assertRefused(
                2,
                "memsweep: toy.formulas:15: division by zero in 'share': 7 / 0, at row 2 (d=0)\n",
                "sweep",
                "s.yaml");
    }

    @Test
    void overflow() {
        write("f.formulas", """
                /** N. */
                param n: int
                /** Square. */
                square = n * n
                """);

        assertRefused(
                2,
                "memsweep: f.formulas:4: integer overflow in 'square': 5000000000 * 5000000000\n",
                "estimate",
                "--formulas",
                "f.formulas",
                "--n",
                "5000000000");
    }

    @Test
    void overflowInASweep() {
        write("f.formulas", """
                /** N. */
                param n: int
                /** Square. */
                square = n * n
                """);

        assertRefused(
                2,
                "memsweep: f.formulas:4: integer overflow in 'square': 5000000000 * 5000000000, at row 1 (n=5000000000)\n",
                "sweep",
                "--formulas",
                "f.formulas",
                "--n",
                "1,5000000000");
    }
}
