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
        assertEqualsDuckDbs("reference-w1.yaml", 3_538_944);
    }

    @Test
    @Tag("exhaustive")
    void everyValueOfEveryRowOfAllModelsEqualsDuckDbs() throws IOException, SQLException {
        assertEqualsDuckDbs("reference-w28.yaml", 28_311_552);
    }

    private void assertEqualsDuckDbs(String spec, long rows) throws IOException, SQLException {
        Sweep sweep = SweepFiles.readySpec(spec);
        Path file = folder.resolve("w.parquet");
        assertThat(SweepFiles.write(sweep, file, 2, ParquetOptions.DEFAULT)).isEqualTo(rows);
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
            assertThat(duckDb.fileRows(file)).isEqualTo(rows);
            assertThat(duckDb.differences(file, SweepSql.ordered(sweep), sweep.columns()))
                    .isZero();
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
