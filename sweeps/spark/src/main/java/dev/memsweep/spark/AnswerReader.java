package dev.memsweep.spark;

import dev.memsweep.plan.Plan;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads the answer to a question, which is found at once. */
final class AnswerReader implements PartitionReader<InternalRow> {
    private final TileCounts tiles = new TileCounts();
    private final Iterator<InternalRow> rows;
    private InternalRow row = new GenericInternalRow(0);

    /** Asks a plan. */
    AnswerReader(Plan plan, ScanQuestion question) {
        this.rows = question.answer(plan, tiles).iterator();
    }

    /** Gives an answer that is known. */
    AnswerReader(List<InternalRow> answer) {
        this.rows = answer.iterator();
    }

    @Override
    public boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        row = rows.next();
        return true;
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return tiles.metrics();
    }

    @Override
    public void close() {}
}
