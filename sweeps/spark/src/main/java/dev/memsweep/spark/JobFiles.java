package dev.memsweep.spark;

import dev.memsweep.cli.DirectoryParts;
import dev.memsweep.eval.Morsels;
import dev.memsweep.plan.PlanCompiler;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.List;

/**
 * Which row groups make which file: the rule of the writer, that a file ends where the next row group would bring it above
 * its number of rows, applied to the counts of rows before a row is made.
 */
final class JobFiles {
    private final DirectoryParts parts;
    private final List<PartTask> tasks = new ArrayList<>();

    JobFiles(DirectoryParts parts) {
        this.parts = parts;
    }

    /** The files, in the order of their rows. */
    List<PartTask> tasks() {
        return tasks;
    }

    /** How the sweep of a partition is cut into row groups. */
    static Morsels rowGroups(DirectoryParts parts, Sweep sweep) {
        return Morsels.of(PlanCompiler.compile(sweep), parts.options().rowGroupRows());
    }

    /**
     * Adds the files of a partition; none when it has no rows.
     *
     * @param counts rows of each of its row groups
     */
    void add(int partition, long[] counts) {
        long points = parts.partitions().get(partition).sweep().grid().rows();
        long from = 0;
        long rowsBefore = 0;
        long rows = 0;
        int number = 0;
        for (int group = 0; group < counts.length; group++) {
            if (rows > 0 && counts[group] > 0 && rows + counts[group] > parts.fileRows()) {
                tasks.add(task(partition, number++, from, group, rowsBefore, points, counts.length));
                from = group;
                rowsBefore += rows;
                rows = 0;
            }
            rows += counts[group];
        }
        if (rows > 0) {
            tasks.add(task(partition, number, from, counts.length, rowsBefore, points, counts.length));
        }
    }

    private static PartTask task(
            int partition, int number, long from, long to, long rowsBefore, long points, long groups) {
        long share = (long) ((double) points * (to - from) / groups);
        return new PartTask(partition, number, from, to, rowsBefore, share);
    }
}
