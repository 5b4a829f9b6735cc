package dev.memsweep.spec;

import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the forms of an axis. */
final class AxisReader {
    private static final List<String> FORMS =
            List.of("values", "range", "pow2", "linspace", "logspace", "divisors_of", "zip");

    private static final List<String> KEYS =
            List.of("values", "range", "pow2", "linspace", "logspace", "divisors_of", "zip", "max", "when", "else");

    private final YamlNodes nodes;

    AxisReader(YamlNodes nodes) {
        this.nodes = nodes;
    }

    AxisSpec read(String name, YamlNodes.Entry entry) {
        Node node = entry.value();
        String what = "axis '" + name + "'";
        Optional<Item> when = Optional.empty();
        Optional<Item> otherwise = Optional.empty();
        if (nodes.isMapping(node)) {
            Map<String, YamlNodes.Entry> fields = nodes.entries(node, "key", "");
            YamlNodes.Entry whenEntry = fields.get("when");
            YamlNodes.Entry elseEntry = fields.get("else");
            if ((whenEntry == null) != (elseEntry == null)) {
                throw nodes.problem(
                        node,
                        what + ": 'when' and 'else' go together, as in {values: [1, 2], when: \"tp > 1\", else: 1}");
            }
            if (whenEntry != null && elseEntry != null) {
                if (fields.containsKey("zip")) {
                    throw nodes.problem(whenEntry.key(), what + ": 'when' does not go with 'zip'");
                }
                when = Optional.of(nodes.expression(whenEntry.value(), "'when'"));
                otherwise = Optional.of(nodes.value(elseEntry.value(), "'else'"));
            }
        }
        return new AxisSpec(
                name, values(node, what), when, otherwise, nodes.yaml().location(entry.key()));
    }

    private AxisValues values(Node node, String what) {
        if (!nodes.isMapping(node)) {
            return listed(node, what);
        }
        Map<String, YamlNodes.Entry> fields = nodes.entries(node, "key", "");
        nodes.checkKeys(fields, KEYS);
        List<String> forms = FORMS.stream().filter(fields::containsKey).toList();
        if (forms.isEmpty()) {
            throw nodes.problem(node, what + " needs values: a list, or one of " + String.join(", ", FORMS));
        }
        if (forms.size() > 1) {
            throw nodes.problem(
                    node, what + " has both '" + forms.get(0) + "' and '" + forms.get(1) + "'; one axis has one form");
        }
        YamlNodes.Entry max = fields.get("max");
        if (max != null && !forms.contains("divisors_of")) {
            throw nodes.problem(max.key(), what + ": 'max' goes with 'divisors_of' only");
        }
        return form(forms.get(0), node, fields, what);
    }

    private AxisValues form(String form, Node mapping, Map<String, YamlNodes.Entry> fields, String what) {
        Node node = nodes.required(mapping, fields, form);
        switch (form) {
            case "range" -> {
                List<Item> bounds = numbers(node, 2, 3, what + ": 'range' needs [low, high] or [low, high, step]");
                return new AxisValues.Stepped(
                        bounds.get(0), bounds.get(1), bounds.stream().skip(2).findFirst());
            }
            case "pow2" -> {
                List<Item> bounds = numbers(node, 2, 2, what + ": 'pow2' needs [low, high]");
                return new AxisValues.PowersOfTwo(bounds.get(0), bounds.get(1));
            }
            case "linspace", "logspace" -> {
                List<Item> bounds = numbers(node, 3, 3, what + ": '" + form + "' needs [low, high, count]");
                return new AxisValues.Spaced(bounds.get(0), bounds.get(1), bounds.get(2), form.equals("logspace"));
            }
            case "divisors_of" -> {
                YamlNodes.Entry max = fields.get("max");
                return new AxisValues.DivisorsOf(
                        nodes.expression(node, "'divisors_of'"),
                        max == null ? Optional.empty() : Optional.of(nodes.expression(max.value(), "'max'")));
            }
            case "zip" -> {
                return linked(node, what);
            }
            default -> {
                return listed(node, what);
            }
        }
    }

    private AxisValues linked(Node node, String what) {
        Map<String, AxisValues> parameters = new LinkedHashMap<>();
        nodes.entries(node, "parameter", "under 'zip'").forEach((name, entry) -> {
            nodes.checkName(entry.key());
            AxisValues values = values(entry.value(), what);
            if (values instanceof AxisValues.Linked) {
                throw nodes.problem(entry.key(), what + ": 'zip' inside 'zip'");
            }
            parameters.put(name, values);
        });
        if (parameters.isEmpty()) {
            throw nodes.problem(node, what + ": 'zip' has no parameters");
        }
        return new AxisValues.Linked(parameters);
    }

    private AxisValues listed(Node node, String what) {
        List<Item> items = new ArrayList<>();
        for (Node element : nodes.elements(node)) {
            nodes.problems().collect(() -> items.add(nodes.value(element, what)));
        }
        boolean alone = items.size() == 1 && !nodes.isList(node);
        Optional<AxisValues.Stepped> range = alone ? Shorthand.parse(items.get(0)) : Optional.empty();
        return range.isPresent() ? range.get() : new AxisValues.Listed(items);
    }

    private List<Item> numbers(Node node, int fewest, int most, String need) {
        List<Node> elements = nodes.elements(node);
        if (elements.size() < fewest || elements.size() > most) {
            throw nodes.problem(
                    node, need + ", found " + elements.size() + (elements.size() == 1 ? " value" : " values"));
        }
        return elements.stream().map(element -> nodes.value(element, need)).toList();
    }
}
