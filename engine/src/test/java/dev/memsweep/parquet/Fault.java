package dev.memsweep.parquet;

import java.io.IOException;

/** What can befall an operation of a file system. */
enum Fault {
    IO_EXCEPTION,
    RUNTIME_EXCEPTION,
    ERROR,
    /** A write that keeps half of its bytes and says nothing. */
    LOST_BYTES;

    static final String TEXT = "injected";

    /** Throws what the fault throws, new each time; {@link #LOST_BYTES} throws nothing. */
    void raise() throws IOException {
        switch (this) {
            case IO_EXCEPTION -> throw new IOException(TEXT);
            case RUNTIME_EXCEPTION -> throw new IllegalStateException(TEXT);
            case ERROR -> throw new OutOfMemoryError(TEXT);
            case LOST_BYTES -> {}
        }
    }
}
