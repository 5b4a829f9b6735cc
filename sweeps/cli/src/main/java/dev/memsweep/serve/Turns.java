package dev.memsweep.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;

/** Lets only so much work go on at once; who came first is next. */
final class Turns {
    private final int most;
    private final int mostWaiting;
    private final Deque<Work> waiting = new ArrayDeque<>();
    private int taken;

    /** Turns for {@code most} at once, for which {@code mostWaiting} may wait. */
    Turns(int most, int mostWaiting) {
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Waits for a turn, which has to be given back.
     *
     * @return whether there is one; none when too many wait already
     * @throws CancellationException when the work is stopped while it waits
     */
    synchronized boolean take(Work work) {
        if (waiting.size() >= mostWaiting) {
            return false;
        }
        waiting.add(work);
        try {
            while (taken >= most || waiting.peek() != work) {
                work.cancellation().throwIfCancelled();
                wait();
            }
            work.cancellation().throwIfCancelled();
            taken++;
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        } finally {
            waiting.remove(work);
            notifyAll();
        }
    }

    synchronized void giveBack() {
        taken--;
        notifyAll();
    }

    /** Has those who wait look whether they are stopped. */
    synchronized void wake() {
        notifyAll();
    }
}
