package dev.memsweep.eval;

import dev.memsweep.plan.Column;
import dev.memsweep.plan.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts the rows and, by column, finds least and greatest numbers and counts true flags. */
public final class SummarySink implements Sink<SummarySink.Part> {
    /** Rows of a morsel: enough that starting one costs nothing, few enough that all threads have work. */
    private static final long MORSEL_ROWS = 1 << 20;

    private final List<Column> columns;
    private final Part total;

    /** A summary of the given columns of a plan. */
    public SummarySink(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.total = new Part(columns.size());
    }

    @Override
    public long morselRows() {
        return MORSEL_ROWS;
    }

    @Override
    public Collector<Part> collector() {
        return new SummaryCollector(columns);
    }

    @Override
    public void append(Part part) {
        total.add(part);
    }

    /** Rows seen. */
    public long rows() {
        return total.rows;
    }

    /** What was found of each column, in order. */
    public List<Summary> summaries() {
        List<Summary> summaries = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            boolean real = columns.get(i).type() == ColumnType.REAL;
            Number least = Long.valueOf(total.least[i]);
            Number greatest = Long.valueOf(total.greatest[i]);
            summaries.add(new Summary(
                    columns.get(i).name(),
                    real ? Double.valueOf(total.leastReal[i]) : least,
                    real ? Double.valueOf(total.greatestReal[i]) : greatest,
                    total.trues[i]));
        }
        return summaries;
    }

    /**
     * What was found of a column.
     *
     * @param column its name
     * @param least least value of a number, a Long or Double; meaningless without rows
     * @param greatest greatest value of a number
     * @param trues rows in which a flag is true
     */
    public record Summary(String column, Number least, Number greatest, long trues) {}

    /** The summary of a morsel. */
    public static final class Part {
        private long rows;
        private final long[] least;
        private final long[] greatest;
        private final double[] leastReal;
        private final double[] greatestReal;
        private final long[] trues;

        private Part(int columns) {
            least = new long[columns];
            greatest = new long[columns];
            leastReal = new double[columns];
            greatestReal = new double[columns];
            trues = new long[columns];
            Arrays.fill(least, Long.MAX_VALUE);
            Arrays.fill(greatest, Long.MIN_VALUE);
            Arrays.fill(leastReal, Double.POSITIVE_INFINITY);
            Arrays.fill(greatestReal, Double.NEGATIVE_INFINITY);
        }

        private void add(Part part) {
            rows += part.rows;
            for (int i = 0; i < least.length; i++) {
                least[i] = Math.min(least[i], part.least[i]);
                greatest[i] = Math.max(greatest[i], part.greatest[i]);
                leastReal[i] = Math.min(leastReal[i], part.leastReal[i]);
                greatestReal[i] = Math.max(greatestReal[i], part.greatestReal[i]);
                trues[i] += part.trues[i];
            }
        }
    }

    private static final class SummaryCollector implements Collector<Part> {
        private final List<Column> columns;
        private final Part part;

        SummaryCollector(List<Column> columns) {
            this.columns = columns;
            this.part = new Part(columns.size());
        }

        @Override
        public Part finish() {
            return part;
        }

        @Override
        public void accept(Tile tile) {
            part.rows += tile.selectedRows();
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                boolean scalar = column.shape().scalar();
                switch (column.type()) {
                    case LABEL -> {}
                    case INT32, INT64 -> {
                        if (tile.dense() && tile.hasRange(i)) {
                            part.least[i] = Math.min(part.least[i], tile.low(i));
                            part.greatest[i] = Math.max(part.greatest[i], tile.high(i));
                        } else {
                            longs(i, tile.longs(i), scalar, tile);
                        }
                    }
                    case REAL -> reals(i, tile.reals(i), scalar, tile);
                    case FLAG -> flags(i, tile);
                }
            }
        }

        private void longs(int column, long[] values, boolean scalar, Tile tile) {
            long least = part.least[column];
            long greatest = part.greatest[column];
            if (scalar || tile.dense()) {
                int count = scalar ? 1 : tile.rows();
                for (int i = 0; i < count; i++) {
                    least = Math.min(least, values[i]);
                    greatest = Math.max(greatest, values[i]);
                }
            } else {
                int[] selection = tile.selection();
                for (int i = 0; i < tile.selectedRows(); i++) {
                    least = Math.min(least, values[selection[i]]);
                    greatest = Math.max(greatest, values[selection[i]]);
                }
            }
            part.least[column] = least;
            part.greatest[column] = greatest;
        }

        private void reals(int column, double[] values, boolean scalar, Tile tile) {
            double least = part.leastReal[column];
            double greatest = part.greatestReal[column];
            if (scalar || tile.dense()) {
                int count = scalar ? 1 : tile.rows();
                for (int i = 0; i < count; i++) {
                    least = Math.min(least, values[i]);
                    greatest = Math.max(greatest, values[i]);
                }
            } else {
                int[] selection = tile.selection();
                for (int i = 0; i < tile.selectedRows(); i++) {
                    least = Math.min(least, values[selection[i]]);
                    greatest = Math.max(greatest, values[selection[i]]);
                }
            }
            part.leastReal[column] = least;
            part.greatestReal[column] = greatest;
        }

        private void flags(int column, Tile tile) {
            Decision decision = tile.decision(column);
            if (decision != Decision.UNDECIDED) {
                part.trues[column] += decision == Decision.ALL_TRUE ? tile.selectedRows() : 0;
                return;
            }
            boolean[] values = tile.flags(column);
            int trues = 0;
            if (tile.dense()) {
                for (int i = 0; i < tile.rows(); i++) {
                    trues += values[i] ? 1 : 0;
                }
            } else {
                int[] selection = tile.selection();
                for (int i = 0; i < tile.selectedRows(); i++) {
                    trues += values[selection[i]] ? 1 : 0;
                }
            }
            part.trues[column] += trues;
        }
    }
}
