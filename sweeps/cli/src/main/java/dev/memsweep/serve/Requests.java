package dev.memsweep.serve;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Asks the {@link Api}, within the {@link Limits}: in turn, not for too long, and for each view only the newest request. */
final class Requests implements AutoCloseable {
    private static final int BUSY = 503;
    private static final int SUPERSEDED = 409;
    private static final String RETRY = "Retry-After";

    private final Api api;
    private final Limits limits;
    private final Turns turns;
    private final Set<Work> underWay = ConcurrentHashMap.newKeySet();
    private final Map<String, Work> newest = new ConcurrentHashMap<>();
    private final AtomicLong held = new AtomicLong();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "memsweep-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    Requests(Api api, Limits limits) {
        this.api = api;
        this.limits = limits;
        this.turns = new Turns(limits.evaluations(), limits.waiting());
    }

    /**
     * The reply to a request. Its content has to be given to {@link #sent} afterwards.
     *
     * @param view what the request replaces earlier ones of; empty for none
     */
    Reply reply(ApiRequest request, String view) {
        Work work = new Work(turns::wake);
        underWay.add(work);
        if (!view.isEmpty()) {
            Work older = newest.put(view, work);
            if (older != null) {
                older.stop(Work.Stop.SUPERSEDED);
            }
        }
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> work.stop(Work.Stop.TOO_LONG), limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return held(answer(request, work));
        } catch (CancellationException e) {
            return stopped(work);
        } finally {
            deadline.cancel(false);
            newest.remove(view, work);
            underWay.remove(work);
        }
    }

    private Reply answer(ApiRequest request, Work work) {
        if (api.isLight(request)) {
            return api.answer(request, work.cancellation());
        }
        if (!turns.take(work)) {
            return error(BUSY, "too many requests are waiting; try again").with(RETRY, "1");
        }
        try {
            return api.answer(request, work.cancellation());
        } finally {
            turns.giveBack();
        }
    }

    /** The reply, if there is room for its content. */
    private Reply held(Reply reply) {
        long bytes = reply.content().held();
        if (held.addAndGet(bytes) <= limits.heldBytes()) {
            return reply;
        }
        held.addAndGet(-bytes);
        reply.content().close();
        Reply busy =
                error(BUSY, "too many long answers are being sent; try again").with(RETRY, "1");
        held.addAndGet(busy.content().held());
        return busy;
    }

    /** Takes back the room of a reply that has been sent, or could not be. */
    void sent(Reply reply) {
        held.addAndGet(-reply.content().held());
        reply.content().close();
    }

    private Reply stopped(Work work) {
        Work.Stop why = work.stopped();
        Reply reply = switch (why == null ? Work.Stop.CLOSING : why) {
            case SUPERSEDED -> error(SUPERSEDED, "a newer request of this view has taken its place");
            case TOO_LONG ->
                error(
                        BUSY,
                        "this takes longer than " + limits.deadline().toMillis() / 1e3
                                + " s; ask for fewer points, or run the command in a terminal");
            case CLOSING -> error(BUSY, "the server is ending");
        };
        held.addAndGet(reply.content().held());
        return reply;
    }

    /** An error in the form in which the API tells of errors. */
    static Reply error(int status, String message) {
        return Reply.text(status, Reply.JSON, "{\"error\":{\"message\":\"" + message + "\",\"lines\":[]}}\n");
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        underWay.forEach(work -> work.stop(Work.Stop.CLOSING));
    }
}
