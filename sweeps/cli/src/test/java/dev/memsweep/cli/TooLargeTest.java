package dev.memsweep.cli;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sweeps that no disk would hold. */
final class TooLargeTest extends CommandTest {
    private String[] sweepOf(int axes, String values) {
        StringBuilder formulas = new StringBuilder("total = 1");
        List<String> args = new ArrayList<>(List.of("sweep", "--formulas", "big.formulas"));
        for (int i = 1; i <= axes; i++) {
            formulas.append(" + a").append(i);
            args.addAll(List.of("--a" + i, values));
        }
        for (int i = 1; i <= axes; i++) {
            formulas.append("\nparam a").append(i).append(": int");
        }
        write("big.formulas", formulas.toString());
        return args.toArray(String[]::new);
    }

    @Test
    void aQuintillionRows() {
        String[] args = sweepOf(6, "1..1000");

        assertRefused(4, """
                memsweep: this sweep has 1,000,000,000,000,000,000 rows (a1 1,000 x a2 1,000 x a3 1,000 x a4 1,000 x \
                a5 1,000 x a6 1,000); the limit of a file is 1,000,000,000,000; give an axis fewer values
                """, args);
    }

    @Test
    void twoToTheSeventyRows() {
        String[] args = sweepOf(7, "1..1024");

        assertRefused(4, """
                memsweep: this sweep has 1,180,591,620,717,411,303,424 rows (a1 1,024 x a2 1,024 x a3 1,024 x a4 1,024 x \
                a5 1,024 x a6 1,024 x a7 1,024); the limit of a file is 1,000,000,000,000; give an axis fewer values
                """, args);
    }
}
