package dev.memsweep.cli;

import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.FileVerifier;
import dev.memsweep.parquet.Finding;
import dev.memsweep.parquet.Storage;
import dev.memsweep.parquet.UnknownSchemeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code verify}: whether a file is what was written, to the last bit. */
final class VerifyCommand implements Command {
    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "Check a Parquet file that memsweep wrote: checksums, pages, row counts, metadata. Finds every flipped bit.";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "FILE.parquet [OPTION]...",
                "memsweep verify sweep.parquet",
                "memsweep verify hdfs://host/x.parquet");
        spec.addPositional(Options.words("FILE", "The file to check, a path or a URI.", "1"));
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) throws IOException {
        String written = Flags.parse(arguments, options()).words().get(0);
        String location =
                Storage.isRemote(written) ? written : session.path(written).toString();
        FileVerifier.Result result = verify(location);
        List<Finding> findings = new ArrayList<>(result.findings());
        checkMetadata(result, location, findings);
        findings.forEach(finding -> session.console().error(finding.toString()));
        if (!findings.isEmpty()) {
            return ExitCode.VERIFICATION;
        }
        session.console()
                .line(location + ": whole, " + Numbers.grouped(result.rows()) + " rows, "
                        + Numbers.grouped(result.bytes()) + " bytes");
        return ExitCode.DONE;
    }

    private static FileVerifier.Result verify(String location) throws IOException {
        try {
            Storage.Place place = Storage.at(location);
            if (place.storage().isDirectory(place.path())) {
                throw new Failure(ExitCode.FILES, location + ": is a directory; name a Parquet file in it");
            }
            return FileVerifier.verify(place.input(), location);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new Failure(ExitCode.FILES, location + ": cannot read the file: no such file", e);
        } catch (UnknownSchemeException e) {
            throw new Failure(ExitCode.USAGE, e.getMessage(), e);
        }
    }

    /** Compares what the metadata says of itself with what is there. */
    private static void checkMetadata(FileVerifier.Result result, String location, List<Finding> findings) {
        Map<String, String> metadata = result.metadata();
        @Nullable String rows = metadata.get(FileMetadata.ROWS);
        if (rows != null && !rows.equals(Long.toString(result.rows()))) {
            findings.add(new Finding(
                    location + ", metadata", FileMetadata.ROWS + " is " + rows + ", the file has " + result.rows()));
        }
        @Nullable String hash = metadata.get(FileMetadata.FORMULAS);
        @Nullable String spec = metadata.get(FileMetadata.SPEC);
        if (hash != null && spec != null && !spec.contains("\"formulas_sha256\":\"" + hash + "\"")) {
            findings.add(new Finding(
                    location + ", metadata",
                    FileMetadata.SPEC + " is of other formulas than " + FileMetadata.FORMULAS));
        }
        @Nullable String texts = metadata.get(FileMetadata.FORMULA_TEXTS);
        if (hash != null && texts != null && !FileMetadata.formulaHash(texts).equals(hash)) {
            findings.add(new Finding(
                    location + ", metadata",
                    FileMetadata.FORMULA_TEXTS + " are not the texts that " + FileMetadata.FORMULAS
                            + " is the hash of"));
        }
    }
}
