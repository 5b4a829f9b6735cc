package dev.memsweep.spark;

import dev.memsweep.cli.DirectoryParts;
import dev.memsweep.cli.PartWriting;
import dev.memsweep.eval.Morsels;
import dev.memsweep.eval.PointFaultException;
import dev.memsweep.parquet.DatasetTarget;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * Has the executors of Spark write the parts of a directory, a task for each file.
 *
 * <p>The commit protocol: each attempt of a task writes a file of its own among the attempts of the run and returns what
 * that file is. Spark hands the driver one result for each task, whatever was tried again, run twice or lost; those files,
 * and no others, the driver moves to their places when all are there. A run that fails, or whose driver dies, shows nothing:
 * its leftovers go at once or with the next run to the same place.
 */
final class ClusterParts implements PartWriting, AutoCloseable {
    private static final long POLL_MILLIS = 200;
    private static final int COUNTS_PER_CORE = 4;

    private @Nullable JavaSparkContext context;

    private JavaSparkContext context() {
        if (context == null) {
            throw new IllegalStateException("Spark is not started");
        }
        return context;
    }

    private void start() throws IOException {
        try {
            SparkConf settings = new SparkConf().setIfMissing("spark.app.name", "memsweep");
            context = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(settings));
        } catch (Exception e) {
            // Spark throws checked exceptions that it does not declare.
            throw new IOException("Spark cannot start: " + firstLine(e), e);
        }
    }

    /** What Spark's configuration of Hadoop says beyond Hadoop's defaults; starts Spark. */
    @Override
    public Map<String, String> storageSettings() throws IOException {
        if (context == null) {
            start();
        }
        Configuration configuration = context().hadoopConfiguration();
        Map<String, String> settings = new HashMap<>();
        for (Map.Entry<String, String> setting : configuration) {
            String[] sources = configuration.getPropertySources(setting.getKey());
            boolean isDefault =
                    sources != null && sources.length > 0 && sources[sources.length - 1].endsWith("-default.xml");
            if (!isDefault) {
                settings.put(setting.getKey(), setting.getValue());
            }
        }
        return Map.copyOf(settings);
    }

    @Override
    public void write(DirectoryParts parts, DatasetTarget target, LongConsumer progress) throws IOException {
        JobText counting = JobText.of(parts, "", Map.of());
        List<PartTask> tasks = tasks(parts, counting, progress);
        if (tasks.isEmpty()) {
            return;
        }
        JobText job = JobText.of(parts, target.attempts(), storageSettings());
        Broadcast<JobText> shared = context().broadcast(job);
        long points = parts.sweep().grid().rows();
        List<PartTask.Written> written = collect(
                context()
                        .parallelize(tasks, tasks.size())
                        .map(task -> task.write(shared.value(), attemptName(task)))
                        .collectAsync(),
                done -> progress.accept((long) (points * done)));
        int fault = written.indexOf(PartTask.Written.NOTHING);
        if (fault >= 0) {
            PartTask task = tasks.get(fault);
            RowGroupCounts.findFault(parts, task.partition(), task.from(), task.to());
        }
        written.forEach(part -> target.accept(part.part(), part.file()));
    }

    private static String attemptName(PartTask task) {
        return String.format(
                Locale.ROOT,
                "%05d-%05d-attempt-%d",
                task.partition(),
                task.number(),
                TaskContext.get().taskAttemptId());
    }

    private List<PartTask> tasks(DirectoryParts parts, JobText job, LongConsumer progress) throws IOException {
        JobFiles files = new JobFiles(parts);
        List<long[]> counts =
                parts.sweep().conditions().isEmpty() ? countHere(parts) : countOnExecutors(parts, job, progress);
        for (int partition = 0; partition < counts.size(); partition++) {
            files.add(partition, counts.get(partition));
        }
        return files.tasks();
    }

    /** Without conditions, bounds tell the rows of every row group. */
    private static List<long[]> countHere(DirectoryParts parts) throws IOException {
        List<long[]> counts = new ArrayList<>();
        for (int partition = 0; partition < parts.partitions().size(); partition++) {
            Sweep sweep = DirectoryParts.rows(parts.partitions().get(partition));
            long groups = JobFiles.rowGroups(parts, sweep).count();
            counts.add(RowGroupCounts.of(sweep, parts.options().rowGroupRows(), 0, groups));
        }
        return counts;
    }

    /** Row groups {@code [from, to)} of a partition, to be counted. */
    private record Range(int partition, long from, long to) implements Serializable {
        /** Rows of each row group; none where a condition has no value, which is no failure of the task. */
        long[] count(JobText job) throws IOException {
            DirectoryParts parts = job.parts();
            Sweep sweep = DirectoryParts.rows(parts.partitions().get(partition));
            try {
                return RowGroupCounts.of(sweep, parts.options().rowGroupRows(), from, to);
            } catch (PointFaultException e) {
                return new long[0];
            }
        }
    }

    private List<long[]> countOnExecutors(DirectoryParts parts, JobText job, LongConsumer progress) throws IOException {
        List<Range> ranges = ranges(parts);
        Broadcast<JobText> shared = context().broadcast(job);
        List<long[]> counted = collect(
                context()
                        .parallelize(ranges, Math.min(ranges.size(), context().defaultParallelism() * COUNTS_PER_CORE))
                        .map(range -> range.count(shared.value()))
                        .collectAsync(),
                done -> progress.accept(0));
        List<long[]> counts = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            long[] rows = counted.get(i);
            if (rows.length == 0) {
                RowGroupCounts.findFault(parts, range.partition(), range.from(), range.to());
            }
            if (range.from() == 0) {
                counts.add(rows);
            } else {
                int last = counts.size() - 1;
                counts.set(last, joined(counts.get(last), rows));
            }
        }
        return counts;
    }

    private static long[] joined(long[] first, long[] second) {
        long[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Each partition in as many ranges as there are tasks to be had. */
    private List<Range> ranges(DirectoryParts parts) {
        int partitions = parts.partitions().size();
        long pieces = Math.max(1, context().defaultParallelism() * COUNTS_PER_CORE / partitions);
        List<Range> ranges = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            Morsels groups = JobFiles.rowGroups(
                    parts, DirectoryParts.rows(parts.partitions().get(partition)));
            long step = Math.max(1, (groups.count() + pieces - 1) / pieces);
            for (long from = 0; from < groups.count(); from += step) {
                ranges.add(new Range(partition, from, Math.min(groups.count(), from + step)));
            }
        }
        return ranges;
    }

    private interface Fraction {
        void done(double fraction);
    }

    /** The one result of each task, in their order; told now and then what fraction of them is there. */
    private <T> List<T> collect(JavaFutureAction<List<T>> action, Fraction progress) throws IOException {
        boolean ended = false;
        try {
            while (true) {
                try {
                    List<T> results = action.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    ended = true;
                    return results;
                } catch (TimeoutException e) {
                    progress.done(fraction(action));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the run was interrupted", e);
        } catch (ExecutionException e) {
            ended = true;
            throw new IOException("Spark gave the job up: " + firstLine(e.getCause() != null ? e.getCause() : e), e);
        } finally {
            if (!ended) {
                action.cancel(true);
            }
        }
    }

    private double fraction(JavaFutureAction<?> action) {
        for (int job : action.jobIds()) {
            var info = context().statusTracker().getJobInfo(job);
            for (int stage : info == null ? new int[0] : info.stageIds()) {
                SparkStageInfo running = context().statusTracker().getStageInfo(stage);
                if (running != null && running.numTasks() > 0) {
                    return (double) running.numCompletedTasks() / running.numTasks();
                }
            }
        }
        return 0;
    }

    /** What Spark says, without the stack traces that follow. */
    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Stops Spark if it was started, for others in the process too. */
    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
    }
}
