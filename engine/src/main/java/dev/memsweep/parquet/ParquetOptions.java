package dev.memsweep.parquet;

import java.util.Objects;

/**
 * How a Parquet file is laid out.
 *
 * @param codec compression of every page
 * @param codecLevel level of {@link Codec#ZSTD}, -7 (fastest) to 22 (smallest); the other codecs ignore it
 * @param vectorPageRows rows after which a page of a delta or plain encoded number column is cut, at the next tile end
 * @param dictionaryPageRows the same for pages of dictionary indices or flags
 * @param rowGroupRows rows that a row group should have, about
 */
public record ParquetOptions(
        Codec codec, int codecLevel, int vectorPageRows, int dictionaryPageRows, int rowGroupRows) {
    /** Zstandard's fastest regular level: higher ones shrink grids hardly further. */
    public static final int DEFAULT_CODEC_LEVEL = 1;

    /**
     * 64 Ki rows, half a megabyte of plain values: long enough for the codec to see 32 repeats of a long tile, short
     * enough to stay in a second-level cache.
     */
    public static final int DEFAULT_VECTOR_PAGE_ROWS = 64 * 1024;

    /** 128 Ki rows: indices are a few bits a row or a few bytes a run, and the writer's cost is per page. */
    public static final int DEFAULT_DICTIONARY_PAGE_ROWS = 128 * 1024;

    /** 1.5 Mi rows: about a million once rounded to whole axes, where readers that work by row group are fastest. */
    public static final int DEFAULT_ROW_GROUP_ROWS = 3 * 512 * 1024;

    /** The version of this engine; outside a jar it has none. */
    public static final String ENGINE_VERSION = engineVersion();

    /** The program that is named in each footer; readers look here for known writer bugs. */
    static final String CREATED_BY = "memsweep version " + ENGINE_VERSION + " (build release)";

    /** Zstandard at its fastest regular level, page and row-group lengths as above. */
    public static final ParquetOptions DEFAULT = new ParquetOptions(
            Codec.ZSTD,
            DEFAULT_CODEC_LEVEL,
            DEFAULT_VECTOR_PAGE_ROWS,
            DEFAULT_DICTIONARY_PAGE_ROWS,
            DEFAULT_ROW_GROUP_ROWS);

    private static final int MIN_CODEC_LEVEL = -7;
    private static final int MAX_CODEC_LEVEL = 22;

    /** A page never needs more, and its largest encoding stays far below 2 GiB. */
    private static final int MAX_PAGE_ROWS = 16 * 1024 * 1024;

    public ParquetOptions {
        Objects.requireNonNull(codec);
        checkRange("codecLevel", codecLevel, MIN_CODEC_LEVEL, MAX_CODEC_LEVEL);
        checkRange("vectorPageRows", vectorPageRows, 1, MAX_PAGE_ROWS);
        checkRange("dictionaryPageRows", dictionaryPageRows, 1, MAX_PAGE_ROWS);
        checkRange("rowGroupRows", rowGroupRows, 1, Integer.MAX_VALUE);
    }

    /** These options with another codec. */
    public ParquetOptions withCodec(Codec codec, int codecLevel) {
        return new ParquetOptions(codec, codecLevel, vectorPageRows, dictionaryPageRows, rowGroupRows);
    }

    /** These options with other page lengths. */
    public ParquetOptions withPageRows(int vectorPageRows, int dictionaryPageRows) {
        return new ParquetOptions(codec, codecLevel, vectorPageRows, dictionaryPageRows, rowGroupRows);
    }

    /** These options with another length of row groups. */
    public ParquetOptions withRowGroupRows(int rowGroupRows) {
        return new ParquetOptions(codec, codecLevel, vectorPageRows, dictionaryPageRows, rowGroupRows);
    }

    private static void checkRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + min + " to " + max);
        }
    }

    private static String engineVersion() {
        String version = ParquetOptions.class.getPackage().getImplementationVersion();
        return version == null ? "0.0.0-development" : version;
    }
}
