package dev.memsweep.cli;

import dev.memsweep.formula.Location;
import dev.memsweep.parquet.ParquetOptions;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The flags that say what a spec says under {@code output}: one for each key. */
final class OutputOptions {
    static final String OUTPUT = "--output";
    static final String PARTITION_BY = "--partition-by";
    static final String FILE_ROWS = "--file-rows";
    private static final String COMPRESSION = "--compression";
    private static final String LEVEL = "--compression-level";
    private static final String ROW_GROUP_ROWS = "--row-group-rows";
    private static final String PAGE_ROWS = "--page-rows";

    private OutputOptions() {}

    /** Adds those that say where results go and how they are divided. */
    static void addPlaces(CommandSpec spec) {
        spec.addOption(Options.value(
                "FILE|DIR/",
                "The file to write, or with / at its end a directory of part files; a path or a URI such as "
                        + "hdfs://host/x.parquet (default: that of the spec, else NAME.parquet here).",
                "-o",
                OUTPUT));
        spec.addOption(Options.value(
                "A,B,...",
                "Write a directory, with a folder such as model=llama-2-70b/ for each value of these axes; '' for none.",
                PARTITION_BY));
        spec.addOption(Options.value(
                "N",
                "Write a directory of files of about N rows each, cut where row groups end (default: "
                        + PartLayout.DEFAULT_FILE_ROWS + ").",
                FILE_ROWS));
    }

    /** Adds those that say how each file is laid out. */
    static void addLayout(CommandSpec spec) {
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

    /** What the flags say, and for the rest what is written in the spec. */
    static OutputSpec over(Flags flags, OutputSpec written) {
        Optional<Item> codec = item(flags, COMPRESSION);
        // The level of a spec is that of its codec.
        boolean levelCounts = codec.map(Item::text)
                .filter(name -> !name.equals(FileLayout.ZSTD))
                .isEmpty();
        return new OutputSpec(
                item(flags, OUTPUT).or(written::path),
                flags.value(PARTITION_BY).map(OutputOptions::names).orElse(written.partitionBy()),
                item(flags, FILE_ROWS).or(written::fileRows),
                codec.or(written::compression),
                item(flags, LEVEL).or(() -> written.compressionLevel().filter(level -> levelCounts)),
                item(flags, ROW_GROUP_ROWS).or(written::rowGroupRows),
                item(flags, PAGE_ROWS).or(written::pageRows));
    }

    private static Optional<Item> item(Flags flags, String flag) {
        return flags.value(flag).map(text -> Item.of(text, Location.of(flag)));
    }

    private static List<Item> names(String list) {
        return list.isBlank()
                ? List.of()
                : Arrays.stream(list.split(",", -1))
                        .map(name -> Item.of(name.strip(), Location.of(PARTITION_BY)))
                        .toList();
    }
}
