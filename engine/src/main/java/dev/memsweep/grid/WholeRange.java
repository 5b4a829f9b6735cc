package dev.memsweep.grid;

import dev.memsweep.formula.Value;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers at equal steps, as a list that holds none of them: an axis of millions of positions takes no room.
 */
public final class WholeRange extends AbstractList<Value> implements RandomAccess {
    private final long first;
    private final long step;
    private final int size;

    /**
     * The numbers {@code first}, {@code first + step}, and so on.
     *
     * @param step not 0
     * @param size at least 1
     * @throws ArithmeticException when the last one does not fit 64 bits
     */
    public WholeRange(long first, long step, int size) {
        if (step == 0 || size < 1) {
            throw new IllegalArgumentException(size + " values at steps of " + step);
        }
        Math.addExact(first, Math.multiplyExact(step, size - 1L));
        this.first = first;
        this.step = step;
        this.size = size;
    }

    /** The difference between neighbours. */
    public long step() {
        return step;
    }

    /** The number at a position. */
    public long at(int position) {
        Objects.checkIndex(position, size);
        return first + step * position;
    }

    /** Whether the numbers at some positions are a range too. */
    static boolean isEvenlySpaced(IntList positions) {
        if (positions.isEmpty()) {
            return false;
        }
        int first = positions.getInt(0);
        int step = positions.size() == 1 ? 1 : positions.getInt(1) - first;
        for (int i = 1; i < positions.size(); i++) {
            if (positions.getInt(i) - positions.getInt(i - 1) != step) {
                return false;
            }
        }
        return step != 0;
    }

    /** The numbers at evenly spaced positions. */
    WholeRange at(IntList positions) {
        long places = positions.size() == 1 ? 1 : positions.getInt(1) - (long) positions.getInt(0);
        return new WholeRange(at(positions.getInt(0)), step * places, positions.size());
    }

    @Override
    public Value get(int position) {
        return new Value.Int(at(position));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean contains(@Nullable Object value) {
        return value instanceof Value.Int whole && contains(whole.value());
    }

    private boolean contains(long value) {
        boolean within = step > 0 ? value >= first && value <= at(size - 1) : value <= first && value >= at(size - 1);
        return within && (value - first) % step == 0;
    }
}
