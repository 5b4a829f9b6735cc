package dev.memsweep.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a run in order when the process is told to end, by Ctrl-C or SIGTERM.
 *
 * <p>The run looks at {@link #throwIfRequested} now and then, and gives up its file itself. The process waits a moment
 * for that, then removes the file over the head of a run that is busy elsewhere.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1500;
    private static final long LAST_WORD_MILLIS = 200;

    private final Runnable giveUp;
    private final ProgressLine progress;
    private final Console console;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "memsweep-interruption");
    private volatile boolean requested;
    private volatile boolean finished;

    /** Runs {@code giveUp}, which removes what was written, when the run does not end by itself. */
    Interruption(Runnable giveUp, ProgressLine progress, Console console) {
        this.giveUp = giveUp;
        this.progress = progress;
        this.console = console;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Ends the run if the process is to end. */
    void throwIfRequested() {
        if (requested) {
            throw new InterruptedRunException();
        }
    }

    /** The file is published: there is nothing to remove any more. */
    void finished() {
        finished = true;
    }

    private void end() {
        requested = true;
        try {
            if (!ended.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                giveUp.run();
                // A run that was publishing meanwhile has come to its end, and is about to say so.
                ended.await(LAST_WORD_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            giveUp.run();
        }
        if (!finished && console.claimFailure()) {
            progress.clear();
            console.error("interrupted after " + progress.percent() + " %; nothing was published");
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook with it.
        }
    }
}
