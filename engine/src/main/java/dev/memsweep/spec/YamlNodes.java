package dev.memsweep.spec;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.NearestName;
import dev.memsweep.spec.SweepSpec.Item;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Takes YAML nodes apart: entries, elements, texts, values, expressions.
 *
 * @param yaml the file
 * @param problems collects what does not stop the reading
 */
record YamlNodes(YamlText yaml, ProblemList problems) {
    private static final int LONGEST_NAME = 100;

    /** An entry of a mapping. */
    record Entry(Node key, Node value) {}

    YamlNodes(YamlText yaml) {
        this(yaml, new ProblemList());
    }

    InputException problem(Node node, String message) {
        return new InputException(yaml.problem(node, message));
    }

    boolean isList(Node node) {
        return node instanceof SequenceNode;
    }

    boolean isMapping(Node node) {
        return node instanceof MappingNode;
    }

    /**
     * The entries of a mapping by key, in order; a key that comes again is reported and left out.
     *
     * @param what what a key names
     * @param where which mapping this is, in words, or empty
     */
    Map<String, Entry> entries(Node node, String what, String where) {
        if (!(node instanceof MappingNode mapping)) {
            String place = where.isEmpty() ? "" : " " + where;
            throw problem(node, "expected a mapping" + place + ", found " + YamlText.describe(node));
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar) || scalar.getValue().isEmpty()) {
                problems.add(yaml.problem(key, "expected a name before ':', found " + YamlText.describe(key)));
                continue;
            }
            Entry entry = new Entry(key, tuple.getValueNode());
            Entry earlier = entries.putIfAbsent(scalar.getValue(), entry);
            if (earlier != null) {
                int line = yaml.location(earlier.key()).line();
                problems.add(yaml.problem(
                        key, what + " '" + scalar.getValue() + "' is defined twice (first at line " + line + ")"));
            }
        }
        return entries;
    }

    /** Reports keys that are none of {@code known}. */
    void checkKeys(Map<String, Entry> entries, Collection<String> known) {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(yaml.problem(entry.key(), "unknown key '" + key + "'" + NearestName.hint(key, known)));
            }
        });
    }

    /** The value of a key that must be there. */
    Node required(Node mapping, Map<String, Entry> entries, String key) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw problem(mapping, "'" + key + "' is missing");
        }
        return entry.value();
    }

    /** Checks that a key can name a parameter, an axis or a column. */
    void checkName(Node key) {
        String name = ((ScalarNode) key).getValue();
        int foreign = name.codePoints().filter(c -> c > 0x7E).findFirst().orElse(0);
        if (foreign != 0) {
            throw problem(
                    key,
                    String.format(Locale.ROOT, "'%s' contains U+%04X %s", name, foreign, Character.getName(foreign)));
        }
        if (name.length() > LONGEST_NAME) {
            throw problem(key, "the name is " + name.length() + " characters long; the limit is " + LONGEST_NAME);
        }
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw problem(key, "'" + name + "' is not a valid name (letters, digits, _)");
        }
    }

    /** The elements of a list; anything else is a list of one. */
    List<Node> elements(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    /** A name, a path or prose: a scalar whose quotes mean nothing. */
    Item text(Node node, String what) {
        return Item.of(scalar(node, what).getValue(), yaml.location(node));
    }

    /** An expression of the language; quotes mean nothing. */
    Item expression(Node node, String what) {
        ScalarNode scalar = scalar(node, what);
        Optional<Item> raw = yaml.raw(scalar);
        return raw.orElseGet(() -> Item.of(scalar.getValue(), yaml.location(node)));
    }

    /** The value of a parameter or attribute: a scalar, or a row that is defined in place as {@code label: {...}}. */
    Item value(Node node, String what) {
        if (node instanceof MappingNode mapping) {
            return row(mapping, what);
        }
        return scalarValue(node, what);
    }

    private Item scalarValue(Node node, String what) {
        ScalarNode scalar = scalar(node, what);
        boolean quoted = YamlText.isQuoted(node);
        if (!quoted) {
            Optional<String> ambiguous = PlainScalar.problem(scalar.getValue());
            if (ambiguous.isPresent()) {
                throw problem(node, ambiguous.get());
            }
        }
        return new Item(scalar.getValue(), quoted, Map.of(), yaml.location(node));
    }

    private Item row(MappingNode node, String what) {
        Map<String, Entry> entries = entries(node, "row", "");
        Map.Entry<String, Entry> only =
                entries.isEmpty() ? null : entries.entrySet().iterator().next();
        if (only == null || entries.size() > 1 || !isMapping(only.getValue().value())) {
            throw problem(node, what + ": a row that is defined in place is written as name: {attribute: value, ...}");
        }
        Map<String, Item> attributes = new LinkedHashMap<>();
        entries(only.getValue().value(), "attribute", "")
                .forEach((name, entry) ->
                        problems.collect(() -> attributes.put(name, scalarValue(entry.value(), "'" + name + "'"))));
        if (attributes.isEmpty()) {
            throw problem(node, what + ": '" + only.getKey() + "' has no attributes");
        }
        Node key = only.getValue().key();
        return new Item(only.getKey(), YamlText.isQuoted(key), attributes, yaml.location(key));
    }

    private ScalarNode scalar(Node node, String what) {
        if (node instanceof ScalarNode scalar && (!scalar.getValue().isEmpty() || YamlText.isQuoted(node))) {
            return scalar;
        }
        if (node instanceof ScalarNode) {
            throw problem(node, what + " has no value");
        }
        throw problem(node, what + " needs one value, found " + YamlText.describe(node));
    }
}
