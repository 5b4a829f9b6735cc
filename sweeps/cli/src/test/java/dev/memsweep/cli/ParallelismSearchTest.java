package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped specs of parallelism searches, against nested loops over the rules. */
class ParallelismSearchTest extends CommandTest {
    private static String spec(String name) {
        return Path.of("../specs/search-" + name + ".yaml").toAbsolutePath().toString();
    }

    private static List<Integer> divisors(int number, int most) {
        return IntStream.rangeClosed(1, most)
                .filter(divisor -> number % divisor == 0)
                .boxed()
                .toList();
    }

    /** Legal set-ups for each recomputation, by tensor parallel degree and pipeline. */
    private static long legal(int gpus, int layers, int heads, int ffn) {
        long legal = 0;
        int choices = 3 * 2 * 2 * 2 * 2 * 2;
        for (int tp : divisors(gpus, heads)) {
            boolean divides = heads % tp == 0 && ffn % tp == 0;
            for (int pp : divides ? divisors(gpus / tp, Math.min(layers, gpus / tp)) : List.<Integer>of()) {
                int dp = gpus / tp / pp;
                for (int vpp : layers % pp == 0 ? divisors(layers / pp, layers / pp) : List.<Integer>of()) {
                    for (int batch : divisors(gpus / dp, gpus / dp)) {
                        int batches = gpus / dp / batch;
                        boolean schedulable = vpp == 1 || (pp > 1 && batches % pp == 0);
                        boolean alongSequence = 2048 * batch % tp == 0;
                        legal += schedulable ? choices * (alongSequence ? 2 : 1) : 0;
                    }
                }
            }
        }
        return legal;
    }

    @ParameterizedTest
    @CsvSource({"megatron-1t, 3072, 128, 160, 102400", "gpt-3-175b, 4096, 96, 96, 49152"})
    void countsTheLegalSetUps(String name, int gpus, int layers, int heads, int ffn) {
        String answer = result("query", spec(name), "--count", "--format", "csv");
        assertThat(answer).startsWith("rows,points\n" + legal(gpus, layers, heads, ffn) + ",");
    }

    @Test
    void groupsAndRowsAreAsManyAsTheCount() {
        String name = "gpt-3-175b";
        long fitting = counted(result("query", spec(name), "--count", "--where", "fits", "--format", "csv"))
                .findFirst()
                .orElseThrow();
        String groups = result("query", spec(name), "--group-by", "tp,recompute", "--where", "fits", "--format", "csv");
        long grouped = groups.lines()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1)))
                .sum();
        assertThat(grouped).isEqualTo(fitting);
        Run sweep = run("sweep", spec(name), "--where", "fits", "-o", "fitting.parquet");
        assertThat(sweep.err()).contains(String.format(Locale.ROOT, "%,d rows in", fitting));
    }

    private static LongStream counted(String csv) {
        return Stream.of(csv)
                .flatMap(String::lines)
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.substring(0, line.indexOf(','))));
    }
}
