package dev.memsweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.parquet.Codec;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector reading, written and read back, against the SQL reading of the same random sweep, run by DuckDB. */
@Tag("exhaustive")
class RandomSweepTest {
    private static final int SPECS = 200;

    private static DuckDbOracle duckDb;

    @TempDir
    Path folder;

    @BeforeAll
    static void openDuckDb() throws SQLException {
        duckDb = new DuckDbOracle();
    }

    @AfterAll
    static void closeDuckDb() throws SQLException {
        duckDb.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, SPECS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithDuckDbInEveryRow(long seed) throws IOException, SQLException {
        RandomSpec random = new RandomSpec(seed);
        Sweep sweep = SweepFiles.bind(random.spec(), random.formulas());
        Path file = folder.resolve("sweep.parquet");
        List<Codec> codecs = List.of(Codec.values());
        Codec codec = codecs.get((int) (seed % codecs.size()));
        ParquetOptions options = ParquetOptions.DEFAULT.withCodec(codec, 1).withPageRows(2_000, 5_000);
        long rows = SweepFiles.write(sweep, file, 1 + (int) (seed % 3), options);
        String sql = SweepSql.ordered(sweep);
        assertThat(rows).as("%s%n%s", random.spec(), random.formulas()).isEqualTo(duckDb.rows(sql));
        assertThat(duckDb.fileRows(file)).isEqualTo(rows);
        assertThat(duckDb.differences(file, sql, sweep.columns()))
                .as("%s%n%s", random.spec(), random.formulas())
                .isZero();
    }
}
