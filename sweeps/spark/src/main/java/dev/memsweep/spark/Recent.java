package dev.memsweep.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the few values that were asked for last, for the tasks of an executor. Thread-safe. */
final class Recent<K, V> {
    private static final int MOST = 8;
    private static final float LOAD = 0.75f;

    private final Map<K, V> values = new LinkedHashMap<>(MOST, LOAD, true);

    /** The value of a key, made by the first that asks. */
    synchronized V get(K key, Supplier<V> make) {
        V value = values.get(key);
        if (value == null) {
            value = make.get();
            values.put(key, value);
            if (values.size() > MOST) {
                values.remove(values.keySet().iterator().next());
            }
        }
        return value;
    }
}
