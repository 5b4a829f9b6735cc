package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.query.Order;
import java.util.ArrayList;
import java.util.List;

/** Reads what rows are ordered by: {@code total_bytes desc, tp}, or {@code total_bytes:desc,tp}. */
final class OrderWords {
    private OrderWords() {}

    /**
     * The columns in turn, as they are written; whether there are such columns is not looked at.
     *
     * @throws InputException when something else than asc or desc stands after one
     */
    static List<Order> read(String option, String written) {
        List<Order> orders = new ArrayList<>();
        for (String part : written.split(",", -1)) {
            String[] words = part.strip().split("\\s*:\\s*|\\s+", -1);
            boolean descending = words.length == 2 && words[1].equalsIgnoreCase("desc");
            boolean ascending = words.length == 1 || (words.length == 2 && words[1].equalsIgnoreCase("asc"));
            if (!descending && !ascending) {
                throw new InputException(
                        Location.of(option), "'" + part.strip() + "' is no column with asc or desc after it");
            }
            orders.add(new Order(words[0].replace('-', '_'), descending));
        }
        return orders;
    }
}
