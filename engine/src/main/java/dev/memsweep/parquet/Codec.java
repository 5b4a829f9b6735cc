package dev.memsweep.parquet;

import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How pages are compressed. */
public enum Codec {
    /** Smallest files at almost no cost; needs a native library. */
    ZSTD(CompressionCodecName.ZSTD),
    /** For old readers; larger and slower than the others on grids; needs a native library. */
    SNAPPY(CompressionCodecName.SNAPPY),
    /** Fastest to read; pure Java. */
    LZ4_RAW(CompressionCodecName.LZ4_RAW),
    /** Pages as encoded, five to thirty times larger than compressed ones. */
    NONE(CompressionCodecName.UNCOMPRESSED);

    private final CompressionCodecName parquetName;

    Codec(CompressionCodecName parquetName) {
        this.parquetName = parquetName;
    }

    /** The codec's name in the file format. */
    CompressionCodecName parquetName() {
        return parquetName;
    }
}
