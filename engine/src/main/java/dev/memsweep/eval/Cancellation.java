package dev.memsweep.eval;

import java.util.concurrent.CancellationException;

/** Lets one thread end what others evaluate; they look at it once a tile. */
public final class Cancellation {
    private volatile boolean cancelled;

    /** Asks for the end; once asked for, it stays so. */
    public void cancel() {
        cancelled = true;
    }

    /** Whether the end was asked for. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Ends what the caller does, if that was asked for.
     *
     * @throws CancellationException if so
     */
    public void throwIfCancelled() {
        if (cancelled) {
            throw new CancellationException("cancelled");
        }
    }
}
