package dev.memsweep.eval;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Lets one thread end what others evaluate; they look at it once a tile. */
public final class Cancellation {
    private final @Nullable Cancellation outer;
    private volatile boolean cancelled;

    /** One that stands for itself. */
    public Cancellation() {
        this(null);
    }

    /** One that is asked for with {@code outer} too. */
    Cancellation(@Nullable Cancellation outer) {
        this.outer = outer;
    }

    /** Asks for the end; once asked for, it stays so. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether the end was asked for. */
    public boolean isCancelled() {
        return cancelled || (outer != null && outer.isCancelled());
    }

    /**
     * Ends what the caller does, if that was asked for.
     *
     * @throws CancellationException if so
     */
    public void throwIfCancelled() {
        if (isCancelled()) {
            throw new CancellationException("cancelled");
        }
    }
}
