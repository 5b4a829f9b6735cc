package dev.memsweep.parquet;

/**
 * What the encoders of a row group share, one at a time.
 *
 * @param compressor borrowed for the row group
 * @param scratch where a page is laid out before compression
 */
record Workspace(Compressor compressor, ByteBuilder scratch) {}
