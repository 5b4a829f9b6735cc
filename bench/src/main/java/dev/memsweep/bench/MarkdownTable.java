package dev.memsweep.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table as Markdown has it, with its columns lined up, so that a terminal shows it well too. */
public final class MarkdownTable {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public MarkdownTable(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row of as many cells as there are headings. */
    public void add(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells under " + rows.get(0).size() + " headings");
        }
        rows.add(List.of(cells));
    }

    /** Whether it has no rows besides the headings. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    @Override
    public String toString() {
        int columns = rows.get(0).size();
        List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 3));
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            text.append('|');
            for (int i = 0; i < columns; i++) {
                String cell = rows.get(r).get(i);
                String space = " ".repeat(widths.get(i) - cell.length());
                // the first column holds names, the others figures
                text.append(' ').append(i == 0 ? cell + space : space + cell).append(" |");
            }
            text.append('\n');
            if (r == 0) {
                text.append('|');
                for (int i = 0; i < columns; i++) {
                    text.append(i == 0 ? "-".repeat(widths.get(i) + 2) : "-".repeat(widths.get(i) + 1) + ":")
                            .append('|');
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}
