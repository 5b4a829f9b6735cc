package dev.memsweep.spec;

import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Derivation;
import dev.memsweep.spec.SweepSpec.Filter;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import dev.memsweep.spec.SweepSpec.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints a {@link SweepSpec} as YAML; {@link SpecReader} reads an equal spec back, up to locations. */
public final class SpecPrinter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./]([A-Za-z0-9_./+*% ()<>=-]*[A-Za-z0-9_./()])?");
    private static final Pattern PLAIN_VALUE = Pattern.compile("-?[A-Za-z0-9_./~][A-Za-z0-9_./~+@: -]*(?<![ :])");

    private final StringBuilder yaml = new StringBuilder();

    private SpecPrinter() {}

    /** The spec as YAML, with a line break at its end. */
    public static String print(SweepSpec spec) {
        return new SpecPrinter().spec(spec);
    }

    private String spec(SweepSpec spec) {
        line(0, "apiVersion: memsweep/v1");
        text("name", spec.name());
        text("description", spec.description());
        texts("formulas", spec.formulas());
        texts("catalog", spec.catalogs());
        section("fixed", spec.fixed(), this::setting);
        section("axes", spec.axes(), this::axis);
        section("derive", spec.derive(), this::derivation);
        section("where", spec.where(), this::filter);
        texts("columns", spec.columns());
        output(spec.output());
        return yaml.toString();
    }

    private void line(int depth, String text) {
        yaml.append("  ".repeat(depth)).append(text).append('\n');
    }

    private void text(String key, String text) {
        if (!text.isEmpty()) {
            line(0, key + ": " + scalar(text));
        }
    }

    private void texts(String key, List<Item> items) {
        if (!items.isEmpty()) {
            line(
                    0,
                    key + ": ["
                            + items.stream().map(item -> scalar(item.text())).collect(Collectors.joining(", ")) + "]");
        }
    }

    private <T> void section(String key, List<T> parts, Consumer<T> printer) {
        if (!parts.isEmpty()) {
            line(0, key + ":");
            parts.forEach(printer);
        }
    }

    private void setting(Setting setting) {
        line(1, setting.parameter() + ": " + value(setting.value()));
    }

    private void axis(AxisSpec axis) {
        List<String> fields = new ArrayList<>();
        if (axis.values() instanceof AxisValues.Listed listed && axis.when().isEmpty()) {
            line(1, axis.name() + ": " + values(listed));
            return;
        }
        fields.add(fields(axis.values()));
        axis.when().ifPresent(when -> fields.add("when: " + scalar(when.text())));
        axis.otherwise().ifPresent(otherwise -> fields.add("else: " + value(otherwise)));
        line(1, axis.name() + ": {" + String.join(", ", fields) + "}");
    }

    private static String fields(AxisValues values) {
        if (values instanceof AxisValues.Listed listed) {
            return "values: " + values(listed);
        }
        if (values instanceof AxisValues.Stepped stepped) {
            String step = stepped.step().map(s -> ", " + value(s)).orElse("");
            return "range: [" + value(stepped.low()) + ", " + value(stepped.high()) + step + "]";
        }
        if (values instanceof AxisValues.PowersOfTwo powers) {
            return "pow2: [" + value(powers.low()) + ", " + value(powers.high()) + "]";
        }
        if (values instanceof AxisValues.Spaced spaced) {
            String form = spaced.logarithmic() ? "logspace" : "linspace";
            return form + ": [" + value(spaced.low()) + ", " + value(spaced.high()) + ", " + value(spaced.count())
                    + "]";
        }
        if (values instanceof AxisValues.DivisorsOf divisors) {
            String max = divisors.max().map(m -> ", max: " + scalar(m.text())).orElse("");
            return "divisors_of: " + scalar(divisors.number().text()) + max;
        }
        return "zip: {"
                + ((AxisValues.Linked) values)
                        .parameters().entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + linked(entry.getValue()))
                                .collect(Collectors.joining(", "))
                + "}";
    }

    private static String linked(AxisValues values) {
        return values instanceof AxisValues.Listed listed ? values(listed) : "{" + fields(values) + "}";
    }

    private static String values(AxisValues.Listed listed) {
        return "[" + listed.items().stream().map(SpecPrinter::value).collect(Collectors.joining(", ")) + "]";
    }

    private void derivation(Derivation derivation) {
        String expression = scalar(derivation.expression().text());
        if (derivation.unit().isEmpty() && derivation.description().isEmpty()) {
            line(1, derivation.name() + ": " + expression);
            return;
        }
        line(1, derivation.name() + ":");
        line(2, "expr: " + expression);
        if (!derivation.unit().isEmpty()) {
            line(2, "unit: " + scalar(derivation.unit()));
        }
        if (!derivation.description().isEmpty()) {
            line(2, "description: " + scalar(derivation.description()));
        }
    }

    private void filter(Filter filter) {
        String expression = scalar(filter.expression().text());
        if (filter.reason().isEmpty()) {
            line(1, "- " + expression);
            return;
        }
        line(1, "- expr: " + expression);
        line(1, "  reason: " + scalar(filter.reason()));
    }

    private void output(OutputSpec output) {
        Map<String, List<Item>> said = output.byKey();
        if (said.isEmpty()) {
            return;
        }
        line(0, "output:");
        said.forEach((key, items) -> {
            String text = items.stream().map(SpecPrinter::value).collect(Collectors.joining(", "));
            line(1, key + ": " + (key.equals("partition_by") ? "[" + text + "]" : text));
        });
    }

    /** A value of a parameter, in quotes if it had some or cannot do without. */
    private static String value(Item item) {
        boolean plain = !item.quoted()
                && PLAIN_VALUE.matcher(item.text()).matches()
                && !item.text().contains(": ")
                && PlainScalar.problem(item.text()).isEmpty();
        String text = plain ? item.text() : quoted(item.text());
        if (item.attributes().isEmpty()) {
            return text;
        }
        return "{" + text + ": {"
                + item.attributes().entrySet().stream()
                        .map((Map.Entry<String, Item> entry) -> entry.getKey() + ": " + value(entry.getValue()))
                        .collect(Collectors.joining(", "))
                + "}}";
    }

    /** A text whose quotes mean nothing. */
    private static String scalar(String text) {
        return PLAIN.matcher(text).matches() && PlainScalar.problem(text).isEmpty() ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < ' ' || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || c == 0x2028 || c == 0x2029) {
                        quoted.append(String.format(Locale.ROOT, "\\u%04X", c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
