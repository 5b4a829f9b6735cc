package dev.memsweep.cli;

import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.parquet.DatasetVerifier;
import dev.memsweep.parquet.FileVerifier;
import dev.memsweep.parquet.Finding;
import dev.memsweep.parquet.Manifest;
import dev.memsweep.parquet.Storage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code verify}: whether a file or a directory of part files is what was written, to the last bit. */
final class VerifyCommand implements Command {
    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "Check a Parquet file or a directory that memsweep wrote: checksums, pages, row counts, metadata. Finds every flipped bit.";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "FILE.parquet|DIR [OPTION]...",
                "memsweep verify sweep.parquet",
                "memsweep verify tables/",
                "memsweep verify hdfs://host/x.parquet");
        spec.addPositional(Options.words("FILE|DIR", "The file or directory to check, a path or a URI.", "1"));
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        String written = Flags.parse(arguments, options()).words().get(0);
        Stored stored = Stored.at(written, session);
        Storage.Place place = stored.place();
        String location = stored.name();
        List<Finding> findings = new ArrayList<>();
        String whole;
        try {
            whole = isDirectory(place, location)
                    ? verifyDirectory(place, location, findings)
                    : verifyFile(place, location, findings);
        } catch (IOException e) {
            throw new Failure(ExitCode.FILES, location + ": cannot read the file: " + FileReason.of(e), e);
        }
        findings.forEach(finding -> session.console().error(finding.toString()));
        if (!findings.isEmpty()) {
            return ExitCode.VERIFICATION;
        }
        session.console().line(whole);
        return ExitCode.DONE;
    }

    private static boolean isDirectory(Storage.Place place, String location) throws IOException {
        if (!place.storage().isDirectory(place.path())) {
            return false;
        }
        if (!DatasetVerifier.isDataset(place)) {
            throw new Failure(
                    ExitCode.FILES,
                    location + ": is a directory without " + DatasetTarget.MANIFEST
                            + ", so memsweep did not write it; name a Parquet file in it");
        }
        return true;
    }

    /** Returns what to say of it when nothing is found. */
    private static String verifyFile(Storage.Place place, String location, List<Finding> findings) throws IOException {
        try {
            FileVerifier.Result result = FileVerifier.verify(place.input(), location);
            findings.addAll(result.findings());
            checkMetadata(result, location, findings);
            return location + ": whole, " + Numbers.grouped(result.rows()) + " rows, " + Numbers.grouped(result.bytes())
                    + " bytes";
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw new Failure(ExitCode.FILES, location + ": cannot read the file: no such file", e);
        }
    }

    private static String verifyDirectory(Storage.Place place, String location, List<Finding> findings)
            throws IOException {
        DatasetVerifier.Result result = DatasetVerifier.verify(place, location, VerifyCommand::checkPart);
        findings.addAll(result.findings());
        return location + ": whole, " + Numbers.grouped(result.rows()) + " rows, " + Numbers.grouped(result.bytes())
                + " bytes in " + Numbers.grouped(result.parts()) + (result.parts() == 1 ? " file" : " files");
    }

    private static void checkPart(FileVerifier.Result file, String name, Manifest manifest, List<Finding> findings) {
        checkMetadata(file, name, findings);
        Map<String, String> facts = manifest.facts();
        @Nullable String spec = file.metadata().get(FileMetadata.SPEC);
        if (spec != null && !FileMetadata.sha256(spec).equals(facts.get(FileMetadata.MANIFEST_SPEC))) {
            findings.add(new Finding(name + ", metadata", "is of another spec than the manifest"));
        }
        @Nullable String hash = file.metadata().get(FileMetadata.FORMULAS);
        if (hash != null && !hash.equals(facts.get(FileMetadata.MANIFEST_FORMULAS))) {
            findings.add(new Finding(name + ", metadata", "is of other formulas than the manifest"));
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
