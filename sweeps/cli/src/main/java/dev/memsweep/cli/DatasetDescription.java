package dev.memsweep.cli;

import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.DatasetVerifier;
import dev.memsweep.parquet.Manifest;
import dev.memsweep.parquet.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** Prints what the manifest of a directory of part files says, and the footer of its first file. */
final class DatasetDescription {
    private DatasetDescription() {}

    static void print(Path path, Console console) throws IOException {
        Manifest manifest = manifest(path);
        if (manifest.parts().isEmpty()) {
            throw new Failure(ExitCode.VERIFICATION, path + "/_manifest.json: lists no file");
        }
        ParquetMetadata footer =
                ParquetDescription.footer(path.resolve(manifest.parts().get(0).path()));
        Style style = console.style();
        console.line(style.heading(path + "/") + "  directory of Parquet files");
        TextTable facts = new TextTable();
        facts.row("  rows", Numbers.grouped(manifest.rows()));
        facts.row("  bytes", Numbers.grouped(manifest.bytes()));
        facts.row("  files", Numbers.grouped(manifest.parts().size()));
        facts.row("  compression", ParquetDescription.codecs(footer));
        facts.row("  written by", String.valueOf(footer.getFileMetaData().getCreatedBy()));
        console.print(facts.print(style));
        console.line("");
        ParquetDescription.printColumns(footer, manifest.partitionColumns(), console);
        Map<String, String> metadata = new HashMap<>(footer.getFileMetaData().getKeyValueMetaData());
        metadata.remove(FileMetadata.ROWS);
        metadata.remove(FileMetadata.PART);
        metadata.remove(FileMetadata.CHECKSUM);
        ParquetDescription.printMetadata(metadata, console);
    }

    private static Manifest manifest(Path path) throws IOException {
        try {
            return DatasetVerifier.manifest(Storage.at(path.toString()));
        } catch (IOException e) {
            throw new Failure(ExitCode.VERIFICATION, path + "/_manifest.json: " + FileReason.of(e), e);
        }
    }
}
