package dev.memsweep.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Lines of cells in columns that are as wide as their widest cell. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final Set<Integer> right = new HashSet<>();
    private boolean hasHeader;

    void header(List<String> cells) {
        hasHeader = true;
        rows.add(0, List.copyOf(cells));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    void alignRight(int column) {
        right.add(column);
    }

    /** The table with its first columns only. */
    TextTable firstColumns(int count) {
        TextTable table = new TextTable();
        table.hasHeader = hasHeader;
        table.right.addAll(right);
        rows.forEach(row -> table.rows.add(row.subList(0, Math.min(count, row.size()))));
        return table;
    }

    /** Characters of the longest line. */
    int width() {
        int gaps = Math.max(0, widths().size() - 1) * GAP.length();
        return gaps + widths().stream().mapToInt(Integer::intValue).sum();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        return widths;
    }

    String print(Style style) {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            String line = line(rows.get(i), widths);
            text.append(hasHeader && i == 0 ? style.heading(line) : line).append('\n');
        }
        return text.toString();
    }

    private String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String padding = " ".repeat(widths.get(i) - row.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(right.contains(i) ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
