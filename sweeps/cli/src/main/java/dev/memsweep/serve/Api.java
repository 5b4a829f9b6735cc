package dev.memsweep.serve;

import dev.memsweep.eval.Cancellation;

/** Answers the requests below {@code /api/}. */
public interface Api {
    /**
     * The answer to a request; called by many threads at once.
     *
     * @param cancellation looked at often while there is work; its {@link java.util.concurrent.CancellationException} may
     *     pass through
     */
    Reply answer(ApiRequest request, Cancellation cancellation);

    /** Whether a request takes no work to speak of, so that it need not wait for others. */
    boolean isLight(ApiRequest request);
}
