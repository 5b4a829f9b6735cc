package dev.memsweep.spark;

import dev.memsweep.plan.Plan;
import dev.memsweep.spec.Sweep;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** A question that a slice answers with a few rows, where Spark would have asked for all of them. */
interface ScanQuestion extends Serializable {
    /** The columns of the answer. */
    StructType schema();

    /** What the whole sweep has to be made into before it is cut into slices. */
    Sweep arranged(Sweep sweep);

    /** The columns that a plan for the question needs. */
    List<String> columns();

    /** The answer of a slice. */
    List<InternalRow> answer(Plan plan, TileCounts tiles);

    /** The answer of a grid without points. */
    List<InternalRow> answerOfNothing();

    /** Rows of the answer of a slice, at most. */
    long mostRows(Sweep arranged);

    /** What is asked, for the plan that Spark explains. */
    String description();
}
