package dev.memsweep.spark;

import dev.memsweep.eval.Evaluator;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.plan.Plan;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads the rows of a plan in batches, each computed when it is asked for, up to a number of rows. */
final class BatchReader implements PartitionReader<ColumnarBatch> {
    private final TileCounts tiles = new TileCounts();
    private final Iterator<List<ColumnarBatch>> morsels;
    private Iterator<ColumnarBatch> batches = Collections.emptyIterator();
    private ColumnarBatch batch = new ColumnarBatch(new ColumnVector[0], 0);
    private long rowsLeft;

    /**
     * A reader.
     *
     * @param rows how many are wanted at most
     */
    BatchReader(Plan plan, long rows) {
        tiles.start(plan);
        this.morsels = new Evaluator(plan, 1).parts(new BatchSink(plan.columns(), tiles));
        this.rowsLeft = rows;
    }

    @Override
    public boolean next() {
        while (rowsLeft > 0) {
            if (batches.hasNext()) {
                batch = batches.next();
                batch.setNumRows((int) Math.min(batch.numRows(), rowsLeft));
                rowsLeft -= batch.numRows();
                return true;
            }
            if (!morsels.hasNext()) {
                return false;
            }
            try {
                batches = morsels.next().iterator();
            } catch (PointFaultException e) {
                throw TileCounts.faultOf(e);
            }
        }
        return false;
    }

    @Override
    public ColumnarBatch get() {
        return batch;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return tiles.metrics();
    }

    @Override
    public void close() {}
}
