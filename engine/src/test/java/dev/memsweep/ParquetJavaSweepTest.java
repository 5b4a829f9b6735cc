package dev.memsweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.parquet.PageIndexes;
import dev.memsweep.parquet.ParquetFiles;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of whole sweeps as parquet-java reads them: each value, and what the file states of each page. */
@Tag("exhaustive")
class ParquetJavaSweepTest {
    private static final String SPEC = """
            formulas: reference.formulas
            axes:
              model: [{llama-7b: {params: 6738415616, hidden: 4096, layers: 32, heads: 32}}]
              dtype: [fp32, fp16]
              optimizer: [adamw]
              recompute: [none, selective, full]
              tp: [1, 8]
              pp: [1]
              dp: [1, 64]
              zero: 0..3
              micro_batch: 1..16
              seq: [512, 1024, 1536, 2048, 3072, 4096, 6144, 8192, 12288, 16384, 24576, 32768, 49152, 65536, 98304, 131072]
            """;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "where {0}")
    @CsvSource({"true, 24576", "total_bytes <= 20 GiB, 2668", "tp == 8, 12288", "total_bytes < 0, 0"})
    void readsEveryValueThatDuckDbComputes(String condition, int rows) throws IOException, SQLException {
        String formulas = Files.readString(Path.of("../sweeps/specs/reference.formulas"));
        Sweep sweep = SweepFiles.bind(SPEC + "where: \"" + condition + "\"\n", formulas);
        Path file = folder.resolve("sweep.parquet");
        ParquetOptions options =
                ParquetOptions.DEFAULT.withPageRows(1_000, 3_000).withRowGroupRows(9_000);
        assertThat(SweepFiles.write(sweep, file, 2, options)).isEqualTo(rows);
        assertReadAsDuckDbComputes(sweep, file);
    }

    /** The tile axes, 2,600 x 16 rows, are cut into blocks; the pages of activations are those of the other dtype. */
    @Test
    void readsPagesThatRecurWhereTilesAreBlocks() throws IOException, SQLException {
        String formulas = Files.readString(Path.of("../sweeps/specs/reference.formulas"));
        String spec = SPEC.replace("micro_batch: 1..16", "micro_batch: 1..2600")
                .replace("recompute: [none, selective, full]", "recompute: [none, full]")
                .replace("dp: [1, 64]", "dp: [8]")
                .replace("zero: 0..3", "zero: [2]");
        Sweep sweep =
                SweepFiles.bind(spec + "columns: [dtype, tp, micro_batch, act_bytes, total_bytes, fits80]\n", formulas);
        Path file = folder.resolve("sweep.parquet");
        assertThat(SweepFiles.write(sweep, file, 2, ParquetOptions.DEFAULT)).isEqualTo(2 * 2 * 2 * 2600 * 16);
        assertReadAsDuckDbComputes(sweep, file);
    }

    /** Row groups of whole, of half and of a part of a dtype's rows, which may start with a block that is shorter. */
    @ParameterizedTest(name = "micro_batch 1..{0}, row groups of {1} rows")
    @CsvSource({"16, 24576", "16, 6144", "16, 5000", "2600, 1000000", "2600, 20000", "2400, 16200"})
    void readsTilesThatRecurInASparseSweep(int microBatches, int rowGroupRows) throws IOException, SQLException {
        String formulas = Files.readString(Path.of("../sweeps/specs/reference.formulas"));
        String spec = SPEC.replace("micro_batch: 1..16", "micro_batch: 1.." + microBatches)
                .replace("dp: [1, 64]", "dp: [2, 8]")
                .replace("zero: 0..3", "zero: [1, 2]");
        if (microBatches > 16) {
            spec = spec.replace("recompute: [none, selective, full]", "recompute: [full]")
                    .replace("seq: [512, 1024, 1536, 2048, 3072, 4096, 6144, 8192,", "seq: [");
        }
        Sweep sweep = SweepFiles.bind(
                spec
                        + "derive: {stage_tokens: tp * seq, dtype_tokens: dtype.weight_bytes * seq}\nwhere: \"act_bytes % 5 != 1\"\n",
                formulas);
        Path file = folder.resolve("sweep.parquet");
        ParquetOptions options = ParquetOptions.DEFAULT.withRowGroupRows(rowGroupRows);
        assertThat(SweepFiles.write(sweep, file, 2, options)).isPositive();
        assertReadAsDuckDbComputes(sweep, file);
    }

    /** Conditions leave of the first blocks of an axis the last one alone, which is shorter than those that follow. */
    @Test
    void readsTilesThatRecurAfterAShorterOne() throws IOException, SQLException {
        String formulas = Files.readString(Path.of("../sweeps/specs/reference.formulas"));
        Sweep sweep = SweepFiles.bind("""
                formulas: reference.formulas
                fixed:
                  model: {llama-7b: {params: 6738415616, hidden: 4096, layers: 32, heads: 32}}
                  optimizer: adamw
                  recompute: full
                  pp: 1
                  dp: 1
                  zero: 0
                axes:
                  tp: [1, 2, 4, 8]
                  dtype: [fp16, fp32]
                  seq: 1..1001
                  micro_batch: 1..50
                derive: {tp_batch: tp * micro_batch}
                where: "seq * (if dtype == fp32 then 2 else 1) >= 1001"
                columns: [tp_batch]
                """, formulas);
        Path file = folder.resolve("sweep.parquet");
        assertThat(SweepFiles.write(sweep, file, 1, ParquetOptions.DEFAULT)).isEqualTo(4 * (1 + 501) * 50);
        assertReadAsDuckDbComputes(sweep, file);
    }

    private static void assertReadAsDuckDbComputes(Sweep sweep, Path file) throws IOException, SQLException {
        List<List<Object>> expected = ParquetFiles.query(SweepSql.ordered(sweep));
        List<List<Object>> read = ParquetFiles.readWithParquetJava(file);

        assertThat(read).hasSameSizeAs(sweep.columns());
        for (int c = 0; c < read.size(); c++) {
            assertThat(read.get(c)).as(sweep.columns().get(c)).isEqualTo(expected.get(c));
        }
        PageIndexes.check(file, expected);
    }
}
