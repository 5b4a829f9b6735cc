package dev.memsweep.cli;

import dev.memsweep.formula.Numbers;
import dev.memsweep.parquet.Manifest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** Prints what the manifest of a directory of part files says, and the footer of its first file. */
final class DatasetDescription {
    private DatasetDescription() {}

    static void print(Stored directory, Console console) {
        Manifest manifest = directory.manifest();
        ParquetMetadata footer = directory.child(manifest.parts().get(0).path()).footer();
        Style style = console.style();
        console.line(style.heading(directory.name() + "/") + "  directory of Parquet files");
        TextTable facts = new TextTable();
        facts.row("  rows", Numbers.grouped(manifest.rows()));
        facts.row("  bytes", Numbers.grouped(manifest.bytes()));
        facts.row("  files", Numbers.grouped(manifest.parts().size()));
        facts.row("  compression", ParquetDescription.codecs(footer));
        facts.row("  written by", String.valueOf(footer.getFileMetaData().getCreatedBy()));
        Optional.ofNullable(manifest.facts().get(FileMetadata.MANIFEST_SPEC))
                .ifPresent(hash -> facts.row("  spec", "sha256 " + hash));
        console.print(facts.print(style));
        console.line("");
        ParquetDescription.printColumns(footer, manifest.partitionColumns(), console);
        Map<String, String> metadata = new HashMap<>(footer.getFileMetaData().getKeyValueMetaData());
        metadata.remove(FileMetadata.ROWS);
        metadata.remove(FileMetadata.PART);
        metadata.remove(FileMetadata.FIRST_ROW);
        metadata.remove(FileMetadata.CHECKSUM);
        ParquetDescription.printMetadata(metadata, console);
    }
}
