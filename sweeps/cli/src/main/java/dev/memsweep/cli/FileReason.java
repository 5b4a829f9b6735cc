package dev.memsweep.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words why a file cannot be read or written. */
final class FileReason {
    private FileReason() {}

    /** The reason in one line, which is that of the innermost cause: Hadoop wraps it in advice. */
    static String of(IOException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof NoSuchFileException) {
            return "no such file";
        }
        if (root instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (root instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message.replaceFirst("(?s)\\R.*", "");
    }
}
