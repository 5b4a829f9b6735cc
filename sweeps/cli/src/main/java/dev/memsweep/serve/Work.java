package dev.memsweep.serve;

import dev.memsweep.eval.Cancellation;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The work for one request, which may be stopped from outside; the first reason counts. */
final class Work {
    /** Why work is stopped. */
    enum Stop {
        /** A newer request of the same view has come. */
        SUPERSEDED,
        /** It took too long. */
        TOO_LONG,
        /** The server ends. */
        CLOSING
    }

    private final Cancellation cancellation = new Cancellation();
    private final AtomicReference<@Nullable Stop> reason = new AtomicReference<>();
    private final Runnable onStop;

    /** Work that runs {@code onStop} when it is stopped. */
    Work(Runnable onStop) {
        this.onStop = onStop;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    void stop(Stop why) {
        if (reason.compareAndSet(null, why)) {
            cancellation.cancel();
            onStop.run();
        }
    }

    /** Why it was stopped; null when it was not. */
    @Nullable
    Stop stopped() {
        return reason.get();
    }
}
