package dev.memsweep.parquet;

import java.util.ArrayDeque;
import java.util.Locale;

/** The compressors of a file: each is used by one row group at a time, and all are closed with the file. Thread-safe. */
final class CompressorPool implements AutoCloseable {
    private final Codec codec;
    private final int level;
    private final ArrayDeque<Compressor> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * Loads the codec, so that a missing library is known before the first row.
     *
     * @throws OutputException when its native library cannot be loaded
     */
    CompressorPool(Codec codec, int level) throws OutputException {
        this.codec = codec;
        this.level = level;
        try {
            idle.push(Compressor.of(codec, level));
        } catch (LinkageError e) {
            throw new OutputException(
                    "cannot load the " + codec.name().toLowerCase(Locale.ROOT) + " library from "
                            + System.getProperty("java.io.tmpdir") + " (missing, full or mounted noexec): "
                            + OutputException.rootText(e) + "; set -Djava.io.tmpdir=DIR or use codec lz4_raw or none",
                    e);
        }
    }

    synchronized Compressor borrow() {
        if (closed) {
            throw new IllegalStateException("the file is closed");
        }
        Compressor compressor = idle.poll();
        return compressor == null ? Compressor.of(codec, level) : compressor;
    }

    /** Takes a compressor back; it is closed at once when the pool is. */
    synchronized void giveBack(Compressor compressor) {
        if (closed) {
            compressor.close();
        } else {
            idle.push(compressor);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Compressor::close);
        idle.clear();
    }
}
