package dev.memsweep.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** parquet-java as its examples show it: a record a row, a writer a thread, each with a part file. */
record ParquetJavaPeer(Reference reference, int threads) implements Peer {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message reference {
                required binary model (STRING); required binary dtype (STRING);
                required binary optimizer (STRING); required binary recompute (STRING);
                required int32 tp; required int32 pp; required int32 dp; required int32 zero;
                required int32 micro_batch; required int32 seq;
                required int64 weight_bytes; required int64 grad_bytes; required int64 optim_bytes;
                required int64 act_bytes; required int64 total_bytes; required boolean fits80;
            }
            """);

    @Override
    public Answer run(Path out) throws Exception {
        Files.createDirectories(out);
        return Part.forEach(reference.outerPositions(), threads, part -> write(part, out));
    }

    private Answer write(Part part, Path folder) throws IOException {
        long rowsOfPosition = (long) reference.microBatch.length * reference.seq.length;
        long from = part.from() * rowsOfPosition;
        long to = part.to() * rowsOfPosition;
        SimpleGroupFactory groups = new SimpleGroupFactory(SCHEMA);
        Point point = new Point(reference);
        LocalOutputFile file = new LocalOutputFile(folder.resolve("part-" + part.number() + ".parquet"));
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(file)
                .withType(SCHEMA)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build()) {
            for (long row = from; row < to; row++) {
                point.moveTo(row);
                writer.write(group(groups, point));
            }
        }
        return new Answer(to - from, 0, 0);
    }

    private Group group(SimpleGroupFactory groups, Point point) {
        return groups.newGroup()
                .append("model", reference.models[point.model])
                .append("dtype", reference.dtypes[point.dtype])
                .append("optimizer", reference.optimizers[point.optimizer])
                .append("recompute", reference.recomputes[point.recompute])
                .append("tp", point.tp)
                .append("pp", point.pp)
                .append("dp", point.dp)
                .append("zero", point.zero)
                .append("micro_batch", point.microBatch)
                .append("seq", point.seq)
                .append("weight_bytes", point.weightBytes)
                .append("grad_bytes", point.gradBytes)
                .append("optim_bytes", point.optimBytes)
                .append("act_bytes", point.actBytes)
                .append("total_bytes", point.totalBytes)
                .append("fits80", point.fits);
    }
}
