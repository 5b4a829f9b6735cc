package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.parquet.Codec;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.Item;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** How each file is laid out: what the flags and the spec say, for the rest what was measured best. */
final class FileLayout {
    private static final String COMPRESSION = "--compression";
    private static final String LEVEL = "--compression-level";
    private static final String ROW_GROUP_ROWS = "--row-group-rows";
    private static final String PAGE_ROWS = "--page-rows";

    private static final List<String> CODECS = List.of("zstd", "snappy", "lz4_raw", "none");
    private static final int LEAST_LEVEL = -7;
    private static final int GREATEST_LEVEL = 22;
    private static final int MOST_PAGE_ROWS = 8 * 1024 * 1024;
    private static final int MOST_ROW_GROUP_ROWS = 1_000_000_000;

    /** Pages of indices and flags hold this many times the rows of pages of numbers. */
    private static final int INDEX_PAGE_FACTOR =
            ParquetOptions.DEFAULT_DICTIONARY_PAGE_ROWS / ParquetOptions.DEFAULT_VECTOR_PAGE_ROWS;

    private FileLayout() {}

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value("CODEC", "zstd (default), snappy, lz4_raw or none.", COMPRESSION));
        spec.addOption(Options.value(
                "N",
                "Level of zstd, from -7 (fastest) to 22 (default: " + ParquetOptions.DEFAULT_CODEC_LEVEL + ").",
                LEVEL));
        spec.addOption(Options.value(
                "N",
                "Rows of a row group, about (default: " + ParquetOptions.DEFAULT_ROW_GROUP_ROWS + ").",
                ROW_GROUP_ROWS));
        spec.addOption(Options.value(
                "N",
                "Rows of a page of numbers, about; of indices and flags twice as many (default: "
                        + ParquetOptions.DEFAULT_VECTOR_PAGE_ROWS + ").",
                PAGE_ROWS));
    }

    /**
     * The options of the files.
     *
     * @throws InputException when a value is not among those allowed
     */
    static ParquetOptions of(Flags flags, SweepSpec spec) {
        Optional<Item> codec = flags.value(COMPRESSION)
                .map(name -> Item.of(name, Location.of(COMPRESSION)))
                .or(spec.output()::compression);
        codec.ifPresent(FileLayout::checkCodec);
        String name = codec.map(Item::text).orElse(CODECS.get(0));
        int level = number(flags, LEVEL, LEAST_LEVEL, GREATEST_LEVEL).orElse(ParquetOptions.DEFAULT_CODEC_LEVEL);
        if (flags.value(LEVEL).isPresent() && !name.equals(CODECS.get(0))) {
            throw new InputException(Location.of(LEVEL), "is for zstd only; " + name + " has no levels");
        }
        int pageRows = number(flags, PAGE_ROWS, 1, MOST_PAGE_ROWS).orElse(ParquetOptions.DEFAULT_VECTOR_PAGE_ROWS);
        int rowGroupRows =
                number(flags, ROW_GROUP_ROWS, 1, MOST_ROW_GROUP_ROWS).orElse(ParquetOptions.DEFAULT_ROW_GROUP_ROWS);
        return ParquetOptions.DEFAULT
                .withCodec(Codec.valueOf(name.toUpperCase(Locale.ROOT)), level)
                .withPageRows(pageRows, pageRows * INDEX_PAGE_FACTOR)
                .withRowGroupRows(rowGroupRows);
    }

    private static void checkCodec(Item codec) {
        if (!CODECS.contains(codec.text())) {
            throw new InputException(
                    codec.location(),
                    "unknown compression '" + codec.text() + "'" + NearestName.hint(codec.text(), CODECS));
        }
    }

    private static Optional<Integer> number(Flags flags, String flag, int least, int greatest) {
        return flags.value(flag).map(written -> {
            boolean whole = written.matches("-?[0-9]{1,10}");
            long value = whole ? Long.parseLong(written) : 0;
            if (!whole || value < least || value > greatest) {
                throw new InputException(
                        Location.of(flag),
                        "must be a whole number from " + least + " to " + greatest + ", found '" + written + "'");
            }
            return (int) value;
        });
    }
}
