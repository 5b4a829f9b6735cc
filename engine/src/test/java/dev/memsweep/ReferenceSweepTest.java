package dev.memsweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ready specs of the reference workload, as files. */
class ReferenceSweepTest {

    @TempDir
    Path folder;

    @Test
    void everyValueOfEveryRowEqualsDuckDbs() throws IOException, SQLException {
        Sweep sweep = SweepFiles.readySpec("reference-w1.yaml");
        Path file = folder.resolve("w1.parquet");
        assertThat(SweepFiles.write(sweep, file, 2, ParquetOptions.DEFAULT)).isEqualTo(3_538_944);
        try (DuckDbOracle duckDb = new DuckDbOracle()) {
            assertThat(duckDb.schema(file))
                    .containsExactly(
                            "model VARCHAR",
                            "dtype VARCHAR",
                            "optimizer VARCHAR",
                            "recompute VARCHAR",
                            "tp INTEGER",
                            "pp INTEGER",
                            "dp INTEGER",
                            "zero INTEGER",
                            "micro_batch INTEGER",
                            "seq INTEGER",
                            "weight_bytes BIGINT",
                            "grad_bytes BIGINT",
                            "optim_bytes BIGINT",
                            "act_bytes BIGINT",
                            "total_bytes BIGINT",
                            "fits80 BOOLEAN");
            assertThat(duckDb.differences(file, SweepSql.ordered(sweep), sweep.columns()))
                    .isZero();
        }
    }

    @Tag("exhaustive")
    @Test
    void theRowsOfAllModelsAreDuckDbs() throws IOException, SQLException {
        Sweep sweep = SweepFiles.readySpec("reference-w28.yaml");
        Path file = folder.resolve("w28.parquet");
        assertThat(SweepFiles.write(sweep, file, 2, ParquetOptions.DEFAULT)).isEqualTo(28_311_552);
        try (DuckDbOracle duckDb = new DuckDbOracle()) {
            String expected = duckDb.fingerprint(SweepSql.unordered(sweep), duckDb.schema(file));
            assertThat(duckDb.fingerprint("FROM read_parquet('" + file + "')", duckDb.schema(file)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void theNumberOfThreadsChangesNoByte() throws IOException {
        Sweep sweep = SweepFiles.readySpec("reference-w1.yaml");
        Path one = folder.resolve("one.parquet");
        Path seven = folder.resolve("seven.parquet");
        SweepFiles.write(sweep, one, 1, ParquetOptions.DEFAULT);
        SweepFiles.write(sweep, seven, 7, ParquetOptions.DEFAULT);
        assertThat(Files.mismatch(one, seven)).isEqualTo(-1);
    }
}
