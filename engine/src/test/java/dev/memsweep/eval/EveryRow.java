package dev.memsweep.eval;

import dev.memsweep.plan.Column;
import dev.memsweep.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Every row that the conditions of a plan keep, found by looking at all tiles: no bounds are asked. */
public final class EveryRow implements Sink.Collector<Integer> {
    private final List<Column> columns;
    private final List<Long> numbers = new ArrayList<>();
    private final List<List<Object>> values = new ArrayList<>();

    private EveryRow(List<Column> columns) {
        this.columns = columns;
    }

    /** All kept rows of a plan. */
    public static EveryRow of(Plan plan) {
        EveryRow rows = new EveryRow(plan.columns());
        new Worker(plan, null).evaluate(0, 0, 1, rows, new Cancellation());
        return rows;
    }

    /** Row numbers of the grid. */
    public List<Long> numbers() {
        return numbers;
    }

    /** By row, a Long, Double or Boolean for each column. */
    public List<List<Object>> values() {
        return values;
    }

    @Override
    public void accept(Tile tile) {
        for (int i = 0; i < tile.selectedRows(); i++) {
            int lane = tile.dense() ? i : tile.selection()[i];
            numbers.add(tile.firstRow() + lane);
            List<Object> row = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                int at = columns.get(c).shape().scalar() ? 0 : lane;
                row.add(
                        switch (columns.get(c).type()) {
                            case INT32, INT64, LABEL -> (Object) tile.longs(c)[at];
                            case REAL -> tile.reals(c)[at];
                            case FLAG -> tile.flags(c)[at];
                        });
            }
            values.add(row);
        }
    }

    @Override
    public Integer finish() {
        return numbers.size();
    }
}
