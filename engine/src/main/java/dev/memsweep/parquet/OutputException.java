package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A file that cannot be written; the message is one sentence for the user and names the file and the cause. */
public final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    OutputException(String message) {
        super(message);
    }

    OutputException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A failed write: nothing becomes visible. */
    static OutputException writing(String name, long bytesWritten, Throwable cause) {
        return new OutputException(
                name + ": cannot write: " + rootText(cause) + " (after " + bytesWritten
                        + " bytes; nothing was published)",
                cause);
    }

    /**
     * What to tell a user of a failure to write.
     *
     * @return the failure itself when it says so already, else one around the I/O failure behind it
     * @throws RuntimeException the failure itself when no I/O is behind it: a fault of the program or of the machine
     */
    static OutputException of(OutputTarget target, Throwable failure) {
        if (failure instanceof OutputException known) {
            return known;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return writing(target.name(), target.bytesWritten(), failure);
            }
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** What the innermost cause says: wrappers hide a full disk behind "Unable to close resource". */
    static String rootText(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        if (root instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (root instanceof NoSuchFileException) {
            return "no such file " + root.getMessage();
        }
        @Nullable String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
