package dev.memsweep.cli;

import dev.memsweep.formula.NearestName;
import dev.memsweep.parquet.Storage;
import dev.memsweep.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads a sweep spec from a file. */
final class SpecFile {
    /** More than the reader takes, so that it can say how much is too much without reading it all. */
    private static final int MOST_BYTES = 8 << 20;

    private SpecFile() {}

    static SpecReader.Reading read(Sources sources, String written) {
        if (Storage.isRemote(written)) {
            throw new Failure(ExitCode.USAGE, written + ": a spec is read from a local path, not from a URI");
        }
        Path path = sources.path(written);
        if (Files.isDirectory(path)) {
            throw new Failure(ExitCode.FILES, path + ": is a directory; name a spec in it, a YAML file");
        }
        try (InputStream stream = Files.newInputStream(path)) {
            return SpecReader.readParts(path.toString(), stream.readNBytes(MOST_BYTES));
        } catch (IOException e) {
            throw new Failure(ExitCode.FILES, path + ": cannot read the spec: " + FileReason.of(e) + hint(path, e), e);
        }
    }

    /** The spec in its folder that a missing one may be, or what is missing before it. */
    private static String hint(Path path, IOException reason) {
        Path folder = path.toAbsolutePath().getParent();
        Path name = path.getFileName();
        if (!(reason instanceof NoSuchFileException) || folder == null || name == null) {
            return "";
        }
        if (!Files.isDirectory(folder)) {
            return "; there is no folder " + folder;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> specs = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
            return NearestName.hint(name.toString(), specs);
        } catch (IOException e) {
            return "";
        }
    }
}
