package dev.memsweep.parquet;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finished pages by column and place, for all threads. Two threads may make the same page at once: both make the same
 * bytes, so it does not matter whose is kept.
 */
final class PageCache {
    /**
     * Bytes that are kept, about. A grid that has more distinct pages starts over when it is full: what recurs at all
     * recurs soon, since the levels that do not count are walked in order.
     */
    static final long MOST_BYTES = 64L << 20;

    private record Key(int column, long place) {}

    private final ConcurrentHashMap<Key, Page> pages = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();

    @Nullable
    Page find(int column, long place) {
        return pages.get(new Key(column, place));
    }

    void keep(int column, long place, Page page) {
        if (bytes.get() > MOST_BYTES) {
            pages.clear();
            bytes.set(0);
        }
        if (pages.put(new Key(column, place), page) == null) {
            bytes.addAndGet(page.bytes());
        }
    }
}
