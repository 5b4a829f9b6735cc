package dev.memsweep.cli;

import dev.memsweep.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a sweep spec from a file. */
final class SpecFile {
    /** More than the reader takes, so that it can say how much is too much without reading it all. */
    private static final int MOST_BYTES = 8 << 20;

    private SpecFile() {}

    static SpecReader.Reading read(Session session, String written) {
        Path path = session.path(written);
        if (Files.isDirectory(path)) {
            throw new Failure(ExitCode.FILES, path + ": is a directory; name a spec in it, a YAML file");
        }
        try (InputStream stream = Files.newInputStream(path)) {
            return SpecReader.readParts(path.toString(), stream.readNBytes(MOST_BYTES));
        } catch (IOException e) {
            throw new Failure(ExitCode.FILES, path + ": cannot read the spec: " + FileReason.of(e), e);
        }
    }
}
