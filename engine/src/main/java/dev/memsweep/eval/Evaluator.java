package dev.memsweep.eval;

import dev.memsweep.plan.Plan;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan over its whole grid in fork-join tasks, one a morsel, and appends what they return in row order.
 *
 * <p>At most {@link #LOOKAHEAD} more morsels than threads are under way, so that memory does not grow with the grid.
 */
public final class Evaluator {
    /** Morsels that may be finished or waiting while the threads work on others. */
    private static final int LOOKAHEAD = 2;

    private final Plan plan;
    private final int threads;
    private final Cancellation cancellation;
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();

    /**
     * An evaluator of {@code plan}.
     *
     * @param threads tasks that run at once, at least 1
     */
    public Evaluator(Plan plan, int threads) {
        this(plan, threads, new Cancellation());
    }

    /** As {@link #Evaluator(Plan, int)}, and ends with a {@link CancellationException} when it is cancelled. */
    public Evaluator(Plan plan, int threads, Cancellation cancellation) {
        this.plan = plan;
        this.threads = threads;
        this.cancellation = cancellation;
    }

    /**
     * Feeds every row to {@code sink}, or those up to the morsel after which it is {@link Sink#done}.
     *
     * @param progress told after each morsel how many grid rows are done
     * @throws PointFaultException when a row has no value: the first such row in row order
     * @throws CancellationException when it is cancelled, or its thread interrupted, before the last part is appended
     * @throws IOException when the sink cannot take a part
     */
    public <P> void run(Sink<P> sink, LongConsumer progress) throws IOException {
        Morsels morsels = Morsels.of(plan, sink.morselRows());
        run(sink, morsels, 0, morsels.count(), progress);
    }

    /**
     * Feeds the rows of the morsels {@code [from, to)} of {@code Morsels.of(plan, sink.morselRows())} to {@code sink}, as
     * one of several processes that share a grid does.
     *
     * @param progress told after each morsel how many grid rows are done
     * @throws PointFaultException when a row has no value: the first such row in row order
     * @throws CancellationException when it is cancelled, or its thread interrupted, before the last part is appended
     * @throws IOException when the sink cannot take a part
     */
    public <P> void run(Sink<P> sink, long from, long to, LongConsumer progress) throws IOException {
        run(sink, Morsels.of(plan, sink.morselRows()), from, to, progress);
    }

    private <P> void run(Sink<P> sink, Morsels morsels, long from, long to, LongConsumer progress) throws IOException {
        Intervals.Program program = program(sink);
        idle.clear();
        Cancellation rest = new Cancellation(cancellation);
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            Deque<ForkJoinTask<Outcome<P>>> underWay = new ArrayDeque<>();
            long submitted = from;
            for (long appended = from; appended < to && !sink.done(); appended++) {
                while (submitted < to && underWay.size() < threads + LOOKAHEAD) {
                    underWay.add(pool.submit(new MorselTask<>(this, program, morsels, submitted++, sink, rest)));
                }
                sink.append(outcome(underWay.remove()).partOrThrow());
                progress.accept(Math.min(
                        morsels.to(appended) * morsels.rowsOfPrefix(),
                        plan.sweep().grid().rows()));
            }
        } finally {
            rest.cancel(); // for morsels under way that nobody waits for any more
            pool.shutdownNow();
        }
    }

    private static <P> Outcome<P> outcome(ForkJoinTask<Outcome<P>> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task returns what it fails with", e);
        }
    }

    /**
     * What the collectors of {@code sink} make of the morsels, in row order. Each is evaluated by the thread that asks for
     * it, when it asks; nothing is appended.
     */
    public <P> Iterator<P> parts(Sink<P> sink) {
        Morsels morsels = Morsels.of(plan, sink.morselRows());
        Intervals.Program program = program(sink);
        idle.clear();
        return new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < morsels.count();
            }

            @Override
            public P next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return evaluate(program, morsels, next++, sink, cancellation);
            }
        };
    }

    /** What a task came to: a task that threw could be reported by the pool without its message. */
    private record Outcome<P>(@Nullable P part, @Nullable Throwable failure) {
        P partOrThrow() {
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            if (part == null) {
                throw new IllegalStateException("a collector returned no part", failure);
            }
            return part;
        }
    }

    private static final class MorselTask<P> extends RecursiveTask<Outcome<P>> {
        private static final long serialVersionUID = 1L;

        private final transient Evaluator evaluator;
        private final transient Intervals.@Nullable Program program;
        private final transient Morsels morsels;
        private final long morsel;
        private final transient Sink<P> sink;
        private final transient Cancellation cancellation;

        MorselTask(
                Evaluator evaluator,
                Intervals.@Nullable Program program,
                Morsels morsels,
                long morsel,
                Sink<P> sink,
                Cancellation cancellation) {
            this.evaluator = evaluator;
            this.program = program;
            this.morsels = morsels;
            this.morsel = morsel;
            this.sink = sink;
            this.cancellation = cancellation;
        }

        @Override
        protected Outcome<P> compute() {
            try {
                return new Outcome<>(evaluator.evaluate(program, morsels, morsel, sink, cancellation), null);
            } catch (Throwable t) {
                return new Outcome<>(null, t);
            }
        }
    }

    /** The interval reading, where conditions or the sink may spare sub-grids. */
    private Intervals.@Nullable Program program(Sink<?> sink) {
        IntList bounded = sink.bounded();
        if (bounded == null && plan.sweep().conditions().isEmpty()) {
            return null;
        }
        IntSet slots = new IntOpenHashSet();
        if (bounded != null) {
            bounded.forEach(column -> slots.add(plan.columns().get(column).slot()));
        }
        return new Intervals.Program(plan, slots, bounded != null);
    }

    private <P> P evaluate(
            Intervals.@Nullable Program program, Morsels morsels, long morsel, Sink<P> sink, Cancellation ending) {
        Worker reused = idle.poll();
        Worker worker = reused != null ? reused : new Worker(plan, program);
        Sink.Collector<P> collector = sink.collector();
        boolean evaluated = false;
        try {
            worker.evaluate(morsels.depth(), morsels.from(morsel), morsels.to(morsel), collector, ending);
            evaluated = true;
        } finally {
            if (!evaluated) {
                collector.abandon();
            }
        }
        idle.push(worker);
        return collector.finish();
    }
}
