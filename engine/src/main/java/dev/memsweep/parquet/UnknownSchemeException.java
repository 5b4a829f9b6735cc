package dev.memsweep.parquet;

import java.io.IOException;

/** A URI whose scheme no file system answers for; the message says what to add. */
public final class UnknownSchemeException extends IOException {
    private static final long serialVersionUID = 1L;

    UnknownSchemeException(String message, Throwable cause) {
        super(message, cause);
    }
}
