package dev.memsweep.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.VersionParser;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetSinkTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Codec.class)
    void bytesDoNotDependOnThreads(Codec codec) throws Exception {
        Path sequential = write("sequential.parquet", codec, false);
        Path parallel = write("parallel.parquet", codec, true);

        assertThat(sequential).hasSameBinaryContentAs(parallel);
    }

    private Path write(String name, Codec codec, boolean parallel) throws Exception {
        Path file = directory.resolve(name);
        List<HandMadeGrid> morsels = IntStream.range(0, 8)
                .mapToObj(seed -> new HandMadeGrid(seed, 200, 3, 50, 0.7))
                .toList();
        ParquetOptions options = ParquetOptions.DEFAULT.withCodec(codec, 3).withPageRows(300, 500);
        try (ParquetSink sink =
                ParquetSink.open(OutputTarget.local(file, false), morsels.get(0).columns(), options)) {
            List<RowGroup> rowGroups = (parallel ? morsels.parallelStream() : morsels.stream())
                    .map(grid -> grid.morsel(sink, 3))
                    .toList();
            for (RowGroup rowGroup : rowGroups) {
                sink.append(rowGroup);
            }
            sink.finish(Map.of("a", "1", "b", "2", "c", "3"));
        }
        return file;
    }

    @Test
    void theFooterNamesTheProgramAndHoldsTheMetadata() throws Exception {
        Path file = directory.resolve("grid.parquet");
        HandMadeGrid grid = new HandMadeGrid(60, 64, 2, 64, 1);
        try (ParquetSink sink =
                ParquetSink.open(OutputTarget.local(file, false), grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 1, 1);
            sink.finish(Map.of("memsweep.spec.json", "{}"));
        }

        try (ParquetFileReader reader = ParquetFiles.open(file)) {
            FileMetaData metadata = reader.getFooter().getFileMetaData();
            assertThat(metadata.getKeyValueMetaData()).contains(Map.entry("memsweep.spec.json", "{}"));
            assertThat(VersionParser.parse(metadata.getCreatedBy()))
                    .isEqualTo(new VersionParser.ParsedVersion("memsweep", ParquetOptions.ENGINE_VERSION, "release"));
        }
    }

    @Test
    void columnsAreRequiredFieldsNumberedByPosition() throws Exception {
        Path file = directory.resolve("grid.parquet");
        HandMadeGrid grid = new HandMadeGrid(61, 64, 2, 64, 1);
        try (ParquetSink sink =
                ParquetSink.open(OutputTarget.local(file, false), grid.columns(), ParquetOptions.DEFAULT)) {
            sink.finish(Map.of());
        }

        try (ParquetFileReader reader = ParquetFiles.open(file)) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            assertThat(schema.getType("mixed_label")).hasToString("required binary mixed_label (STRING) = 20");
            assertThat(schema.getType("constant_int32")).hasToString("required int32 constant_int32 = 1");
            assertThat(schema.getType("outer_int64")).hasToString("required int64 outer_int64 = 6");
            assertThat(schema.getType("tile_real")).hasToString("required double tile_real = 11");
            assertThat(schema.getType("mixed_flag")).hasToString("required boolean mixed_flag = 16");
        }
    }

    @Test
    void aDictionaryHoldsOnlyTheLabelsUsed() throws Exception {
        Path file = directory.resolve("grid.parquet");
        HandMadeGrid grid = new HandMadeGrid(62, 64, 2, 64, 1);
        try (ParquetSink sink =
                ParquetSink.open(OutputTarget.local(file, false), grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 1, 1);
            sink.finish(Map.of());
        }

        try (ParquetFileReader reader = ParquetFiles.open(file)) {
            ColumnDescriptor label =
                    reader.getFileMetaData().getSchema().getColumnDescription(new String[] {"constant_label"});
            DictionaryPage dictionary =
                    reader.readNextRowGroup().getPageReader(label).readDictionaryPage();
            assertThat(dictionary.getDictionarySize()).isEqualTo(1);
        }
    }

    @Test
    void aSinkClosedBeforeItIsFinishedLeavesNothing() throws Exception {
        HandMadeGrid grid = new HandMadeGrid(63, 64, 2, 64, 1);
        try (ParquetSink sink = ParquetSink.open(
                OutputTarget.local(directory.resolve("grid.parquet"), false), grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 1, 1);
        }

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aRealThatIsNotFiniteIsRefusedByName() throws Exception {
        NonFiniteColumn nan = new NonFiniteColumn("ratio", Double.NaN);
        try (ParquetSink sink = ParquetSink.open(
                OutputTarget.local(directory.resolve("grid.parquet"), false), nan.columns(), ParquetOptions.DEFAULT)) {
            assertThatThrownBy(() -> nan.encode(sink))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("column ratio: NaN cannot be stored");
        }
        assertThat(Files.exists(directory.resolve("grid.parquet"))).isFalse();
    }
}
