package dev.memsweep.bench.track;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A profiler of JMH that measures the processor time of an operation, which other programs on the machine change far less
 * than the time on the clock.
 *
 * <p>It adds up the Java threads, to the nanosecond; where threads ended meanwhile, as those of a sweep do, it takes what the
 * process used, which systems tell to the hundredth of a second.
 */
public final class CpuProfiler implements InternalProfiler {
    /** Name of the result. */
    static final String METRIC = "cpu";

    /** Processor time of the process that may be that of the compiler and the collector, not of ended threads. */
    private static final double MOST_UNSEEN = 0.15;

    private static final double CLOCK_NANOS = 2e7;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private Map<Long, Long> threadNanos = Map.of();
    private long processNanos;

    /** A profiler for one fork; JMH calls this. */
    public CpuProfiler() {}

    @Override
    public String getDescription() {
        return "Processor time of an operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        threadNanos = threadNanos();
        processNanos = processNanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double ofProcess = processNanos() - processNanos;
        double ofThreads = 0;
        for (Map.Entry<Long, Long> thread : threadNanos().entrySet()) {
            ofThreads += thread.getValue() - threadNanos.getOrDefault(thread.getKey(), 0L);
        }
        boolean allSeen = ofThreads >= (1 - MOST_UNSEEN) * (ofProcess - CLOCK_NANOS);
        double nanos = allSeen ? ofThreads : ofProcess;
        long operations = result.getMetadata().getAllOps();
        return List.of(new ScalarResult(METRIC, nanos / operations, "ns/op", AggregationPolicy.AVG));
    }

    private static long processNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toNanos();
    }

    private Map<Long, Long> threadNanos() {
        Map<Long, Long> nanos = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            long time = threads.getThreadCpuTime(id);
            if (time >= 0) {
                nanos.put(id, time);
            }
        }
        return nanos;
    }
}
