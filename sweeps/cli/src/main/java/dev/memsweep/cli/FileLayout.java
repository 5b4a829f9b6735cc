package dev.memsweep.cli;

import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Problem;
import dev.memsweep.parquet.Codec;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How each file is laid out: what the flags and the spec say, for the rest what was measured best. */
final class FileLayout {
    static final String ZSTD = "zstd";

    private static final List<String> CODECS = List.of(ZSTD, "snappy", "lz4_raw", "none");
    private static final int LEAST_LEVEL = -7;
    private static final int GREATEST_LEVEL = 22;
    private static final int MOST_PAGE_ROWS = 8 * 1024 * 1024;
    private static final int MOST_ROW_GROUP_ROWS = 1_000_000_000;

    /** Pages of indices and flags hold this many times the rows of pages of numbers. */
    private static final int INDEX_PAGE_FACTOR =
            ParquetOptions.DEFAULT_DICTIONARY_PAGE_ROWS / ParquetOptions.DEFAULT_VECTOR_PAGE_ROWS;

    private FileLayout() {}

    /** What is not among the values allowed. */
    static List<Problem> problems(OutputSpec output) {
        List<Problem> problems = new ArrayList<>();
        String codec = codec(output);
        output.compression()
                .filter(item -> !CODECS.contains(codec))
                .ifPresent(item -> problems.add(Problem.at(
                        item.location(), "unknown compression '" + codec + "'" + NearestName.hint(codec, CODECS))));
        Optional<Item> level = output.compressionLevel();
        if (level.isPresent() && CODECS.contains(codec) && !codec.equals(ZSTD)) {
            problems.add(Problem.at(
                    level.get().location(), "'compression_level': is for zstd only; " + codec + " has no levels"));
        } else {
            checkNumber("compression_level", level, LEAST_LEVEL, GREATEST_LEVEL, problems);
        }
        checkNumber("row_group_rows", output.rowGroupRows(), 1, MOST_ROW_GROUP_ROWS, problems);
        checkNumber("page_rows", output.pageRows(), 1, MOST_PAGE_ROWS, problems);
        return problems;
    }

    private static String codec(OutputSpec output) {
        return output.compression().map(Item::text).orElse(ZSTD);
    }

    private static void checkNumber(
            String key, Optional<Item> written, int least, int greatest, List<Problem> problems) {
        written.ifPresent(item -> {
            boolean whole = item.text().matches("-?[0-9]{1,10}");
            long value = whole ? Long.parseLong(item.text()) : 0;
            if (!whole || value < least || value > greatest) {
                problems.add(Problem.at(
                        item.location(),
                        "'" + key + "': must be a whole number from " + least + " to " + greatest + ", found '"
                                + item.text() + "'"));
            }
        });
    }

    /** The options of the files, of an output without {@link #problems}. */
    static ParquetOptions of(OutputSpec output) {
        int level = number(output.compressionLevel(), ParquetOptions.DEFAULT_CODEC_LEVEL);
        int pageRows = number(output.pageRows(), ParquetOptions.DEFAULT_VECTOR_PAGE_ROWS);
        return ParquetOptions.DEFAULT
                .withCodec(Codec.valueOf(codec(output).toUpperCase(Locale.ROOT)), level)
                .withPageRows(pageRows, pageRows * INDEX_PAGE_FACTOR)
                .withRowGroupRows(number(output.rowGroupRows(), ParquetOptions.DEFAULT_ROW_GROUP_ROWS));
    }

    private static int number(Optional<Item> written, int otherwise) {
        return written.map(item -> Integer.parseInt(item.text())).orElse(otherwise);
    }
}
