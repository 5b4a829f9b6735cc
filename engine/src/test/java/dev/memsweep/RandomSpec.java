package dev.memsweep;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random sweep as text: formulas of all types and operators, axes of all kinds, conditions and derived columns.
 *
 * <p>Divisors are kept above 0 and whole numbers small, so that every value exists; only operations whose results are the
 * same bits in every engine are used.
 */
public final class RandomSpec {
    private static final String DECLARATIONS = """
            choice kind(weight: int, share: real, big: bool) {
                plain (1, 0.25, false)
                "with-dash" (7, 1.5, true)
                third (12, 3.0, true)
            }
            param kind: kind = plain
            param other: kind = third
            param a: int in 1..1000 = 3
            param b: int in 1..1000 = a + 1
            param c: int in -50..50 = -4
            param wide: int = 5
            param x: real = 0.5
            param y: real = a / 8
            param flag: bool = true
            """;

    private final SplittableRandom random;
    private final int mostRows;
    private final List<String> wholes = new ArrayList<>(List.of("a", "b", "c", "wide", "kind.weight", "other.weight"));
    private final List<String> reals = new ArrayList<>(List.of("x", "y", "kind.share", "other.share"));
    private final List<String> flags = new ArrayList<>(List.of("flag", "kind.big", "kind == third", "other != kind"));
    private final StringBuilder formulas = new StringBuilder(DECLARATIONS);
    private final StringBuilder spec = new StringBuilder("formulas: random.formulas\n");

    /** The spec that {@code seed} leads to, of up to 60,000 rows. */
    public RandomSpec(long seed) {
        this(seed, 60_000);
    }

    /** The spec that {@code seed} leads to, of at most so many rows. */
    public RandomSpec(long seed, int mostRows) {
        this.mostRows = mostRows;
        random = new SplittableRandom(seed);
        for (int i = 0; i < 3 + random.nextInt(6); i++) {
            addFormula("f" + i);
        }
        addAxes();
        if (random.nextBoolean()) {
            spec.append("derive:\n  derived_one: ").append(quoted(whole(3)));
            spec.append("\n  derived_two: ").append(quoted(real(2))).append('\n');
            wholes.add("derived_one");
        }
        int conditions = random.nextInt(3);
        if (conditions > 0) {
            spec.append("where:\n");
            IntStream.range(0, conditions)
                    .forEach(i -> spec.append("  - ").append(quoted(flag(2))).append('\n'));
        }
    }

    /** The formulas that the spec names {@code random.formulas}. */
    public String formulas() {
        return formulas.toString();
    }

    /** The spec. */
    public String spec() {
        return spec.toString();
    }

    private void addFormula(String name) {
        switch (random.nextInt(5)) {
            case 0 -> define(name, "", whole(4), wholes);
            case 1 -> define(name, "", real(4), reals);
            case 2 -> define(name, "", flag(3), flags);
            case 3 -> define(name, "/** @unit bytes */ ", real(3) + " * 1000", wholes);
            default -> define("let " + name, "", whole(3), wholes);
        }
    }

    private void define(String name, String doc, String expression, List<String> names) {
        formulas.append(doc).append(name).append(" = ").append(expression).append('\n');
        names.add(name.replace("let ", ""));
    }

    private void addAxes() {
        List<String> axes = new ArrayList<>(List.of("kind", "other", "a", "b", "c", "wide", "x", "y", "flag"));
        spec.append("axes:\n");
        int count = 1 + random.nextInt(6);
        long rows = 1;
        for (int i = 0; i < count && rows < mostRows / 3; i++) {
            String axis = axes.remove(random.nextInt(axes.size()));
            int most = (int) Math.min(i == 0 && random.nextInt(4) == 0 ? 6_000 : 40, mostRows / rows);
            List<String> values = values(axis, Math.max(1, most));
            rows *= values.size();
            spec.append("  ")
                    .append(axis)
                    .append(": [")
                    .append(String.join(", ", values))
                    .append("]\n");
        }
    }

    private List<String> values(String axis, int most) {
        return switch (axis) {
            case "kind", "other" ->
                List.of("plain", "with-dash", "third").subList(0, 1 + random.nextInt(Math.min(3, most)));
            case "flag" -> List.of("false", "true").subList(0, Math.min(2, most));
            case "x", "y" -> distinct(most, () -> Double.toString(random.nextInt(-4000, 4000) / 16.0));
            case "c" -> distinct(Math.min(most, 60), () -> Integer.toString(random.nextInt(-50, 51)));
            case "wide" -> distinct(most, () -> Integer.toString(random.nextInt(1_000_000)));
            default -> distinct(Math.min(most, 200), () -> Integer.toString(random.nextInt(1, 1001)));
        };
    }

    private List<String> distinct(int most, Supplier<String> value) {
        int count = 1 + random.nextInt(most);
        return IntStream.range(0, count).mapToObj(i -> value.get()).distinct().collect(Collectors.toList());
    }

    private String pick(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    /** A whole number below about 10^12 in magnitude. */
    private String whole(int depth) {
        if (depth == 0) {
            return random.nextInt(4) == 0 ? Integer.toString(random.nextInt(100)) : pick(wholes);
        }
        String left = whole(depth - 1);
        String right = whole(depth - 1);
        return switch (random.nextInt(12)) {
            case 0 -> "(" + left + " + " + right + ")";
            case 1 -> "(" + left + " - " + right + ")";
            case 2 -> "((" + left + ") % 1009 * ((" + right + ") % 997))";
            case 3 -> "((" + left + ") // max(1, " + right + "))";
            case 4 -> "((" + left + ") % max(3, abs(" + right + ")))";
            case 5 -> "min(" + left + ", " + right + ", " + random.nextInt(500) + ")";
            case 6 -> "(if " + flag(depth - 1) + " then " + left + " else " + right + ")";
            case 7 -> "match kind { plain -> " + left + ", else -> " + right + " }";
            case 8 -> "floor((" + real(depth - 1) + ") / 16)";
            case 9 -> "ceil(max(-1000000.0, min(1000000.0, " + real(depth - 1) + ")))";
            case 10 -> "round(max(-1000000.0, min(1000000.0, " + real(depth - 1) + ")))";
            default -> "(-(" + left + ") + " + right + ")";
        };
    }

    /** A finite real. */
    private String real(int depth) {
        if (depth == 0) {
            return random.nextInt(4) == 0 ? random.nextInt(1000) / 8.0 + "" : pick(reals);
        }
        String left = real(depth - 1);
        String right = real(depth - 1);
        return switch (random.nextInt(8)) {
            case 0 -> "(" + left + " + " + right + ")";
            case 1 -> "(" + left + " - " + right + ")";
            case 2 -> "(max(-1000.0, min(1000.0, " + left + ")) * max(-1000.0, min(1000.0, " + right + ")))";
            case 3 -> "((" + left + ") / max(0.125, abs(" + right + ")))";
            case 4 -> "sqrt(abs(" + left + "))";
            case 5 -> "(if " + flag(depth - 1) + " then " + left + " else " + right + ")";
            case 6 -> "match other { third | plain -> " + left + ", 'with-dash' -> " + right + " }";
            default -> "((" + whole(depth - 1) + ") / 7)";
        };
    }

    private String flag(int depth) {
        if (depth == 0) {
            return "(" + pick(flags) + ")";
        }
        return switch (random.nextInt(9)) {
            case 0 -> "(" + flag(depth - 1) + " and " + flag(depth - 1) + ")";
            case 1 -> "(" + flag(depth - 1) + " or " + flag(depth - 1) + ")";
            case 2 -> "(not " + flag(depth - 1) + ")";
            case 3 -> "(" + whole(depth - 1) + ") <= (" + whole(depth - 1) + ")";
            case 4 -> "(" + whole(depth - 1) + ") % 5 in (0, 1, 3)";
            case 5 -> "(" + real(depth - 1) + ") > (" + real(depth - 1) + ")";
            case 6 -> "(" + whole(depth - 1) + ") between -20 and 40";
            case 7 -> "(" + flag(depth - 1) + ") != (" + flag(depth - 1) + ")";
            default -> "kind in (plain, 'with-dash')";
        };
    }

    private static String quoted(String expression) {
        return '"' + expression + '"';
    }
}
