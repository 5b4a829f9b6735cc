package dev.memsweep.spec;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.NearestName;
import dev.memsweep.formula.Problem;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.Derivation;
import dev.memsweep.spec.SweepSpec.Filter;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import dev.memsweep.spec.SweepSpec.Setting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a {@link SweepSpec} from YAML; names and values are checked later, when they are bound. */
public final class SpecReader {
    private static final String VERSION = "memsweep/v1";

    /** Keys below which names and values are defined that other parts use. */
    private static final Set<String> DEFINING = Set.of("formulas", "catalog", "fixed", "derive");

    private static final List<String> KEYS = List.of(
            "apiVersion",
            "name",
            "description",
            "formulas",
            "catalog",
            "fixed",
            "axes",
            "derive",
            "where",
            "columns",
            "output");

    private static final List<String> OUTPUT_KEYS = List.of(
            "path", "partition_by", "file_rows", "compression", "compression_level", "row_group_rows", "page_rows");

    private final YamlNodes nodes;
    private final ProblemList problems;
    private boolean namesKnown = true;

    private SpecReader(YamlNodes nodes) {
        this.nodes = nodes;
        this.problems = nodes.problems();
    }

    /**
     * Reads a spec.
     *
     * @param fileName as shown in error messages
     * @throws InputException with every mistake found
     */
    public static SweepSpec read(String fileName, byte[] bytes) {
        return readParts(fileName, bytes).whole();
    }

    /**
     * What could be read of a spec.
     *
     * @param spec as much as could be read
     * @param problems what is wrong with the rest
     * @param namesKnown whether nothing is missing that defines names or values others may use
     */
    public record Reading(SweepSpec spec, List<Problem> problems, boolean namesKnown) {
        /** Copies the list. */
        public Reading {
            problems = List.copyOf(problems);
        }

        /**
         * The whole spec.
         *
         * @throws InputException when something is wrong with it
         */
        public SweepSpec whole() {
            if (!problems.isEmpty()) {
                throw new InputException(problems);
            }
            return spec;
        }
    }

    /**
     * Reads as much of a spec as can be read.
     *
     * @param fileName as shown in error messages
     * @throws InputException when it is no YAML
     */
    public static Reading readParts(String fileName, byte[] bytes) {
        SpecReader reader = new SpecReader(new YamlNodes(YamlText.parse(fileName, bytes)));
        SweepSpec spec = reader.parts();
        return new Reading(
                spec,
                reader.problems.all(),
                reader.namesKnown && !spec.formulas().isEmpty());
    }

    /** As {@link #read(String, byte[])}, of text. */
    public static SweepSpec read(String fileName, String text) {
        return read(fileName, text.getBytes(StandardCharsets.UTF_8));
    }

    private SweepSpec parts() {
        Map<String, YamlNodes.Entry> top = new LinkedHashMap<>();
        problems.collect(() -> {
            top.putAll(nodes.entries(nodes.yaml().root(), "key", "at the top"));
            nodes.checkKeys(top, KEYS);
        });
        for (String key : top.keySet()) {
            boolean lost = !KEYS.contains(key)
                    && NearestName.of(key, KEYS).filter(DEFINING::contains).isPresent();
            namesKnown &= !lost;
        }
        with(top, "apiVersion", this::version);
        Optional<Item> name = optional(top, "name");
        name.ifPresent(this::checkName);
        Optional<Item> description = optional(top, "description");
        List<Item> formulas = items(top, "formulas");
        if (problems.isEmpty() && formulas.isEmpty()) {
            problems.add(nodes.yaml().file(), "'formulas' is missing; name a formula set, as in 'formulas: training'");
        }
        List<Item> catalogs = items(top, "catalog");
        List<Setting> fixed = named(top, "fixed", "parameter", this::fixed);
        List<AxisSpec> axes = named(top, "axes", "axis", new AxisReader(nodes)::read);
        List<Derivation> derive = named(top, "derive", "formula", this::derivation);
        List<Filter> where = new ArrayList<>();
        with(top, "where", node -> nodes.elements(node).forEach(n -> problems.collect(() -> where.add(filter(n)))));
        List<Item> columns = items(top, "columns");
        List<OutputSpec> output = new ArrayList<>();
        with(top, "output", node -> output.add(output(node)));
        return new SweepSpec(
                nodes.yaml().file(),
                name.map(Item::text).orElse(""),
                description.map(Item::text).orElse(""),
                formulas,
                catalogs,
                fixed,
                axes,
                derive,
                where,
                columns,
                output.isEmpty() ? OutputSpec.NONE : output.get(0));
    }

    private void with(Map<String, YamlNodes.Entry> top, String key, Consumer<Node> reader) {
        YamlNodes.Entry entry = top.get(key);
        if (entry != null) {
            int before = problems.size();
            problems.collect(() -> reader.accept(entry.value()));
            namesKnown &= problems.size() == before || !DEFINING.contains(key);
        }
    }

    private Optional<Item> optional(Map<String, YamlNodes.Entry> top, String key) {
        List<Item> found = new ArrayList<>();
        with(top, key, node -> found.add(nodes.text(node, "'" + key + "'")));
        return found.stream().findFirst();
    }

    private List<Item> items(Map<String, YamlNodes.Entry> top, String key) {
        List<Item> items = new ArrayList<>();
        with(
                top,
                key,
                node -> nodes.elements(node)
                        .forEach(element -> problems.collect(() -> items.add(nodes.text(element, "'" + key + "'")))));
        return items;
    }

    private interface NamedReader<T> {
        T read(String name, YamlNodes.Entry entry);
    }

    private <T> List<T> named(Map<String, YamlNodes.Entry> top, String key, String what, NamedReader<T> reader) {
        List<T> read = new ArrayList<>();
        BiConsumer<String, YamlNodes.Entry> each = (name, entry) -> problems.collect(() -> {
            int before = problems.size();
            nodes.checkName(entry.key());
            T whole = reader.read(name, entry);
            if (problems.size() == before) {
                read.add(whole);
            }
        });
        with(top, key, node -> nodes.entries(node, what, "under '" + key + "'").forEach(each));
        return read;
    }

    private void version(Node node) {
        Item version = nodes.text(node, "'apiVersion'");
        if (!version.text().equals(VERSION)) {
            throw nodes.problem(
                    node, "'" + version.text() + "' is no version that this program reads; write " + VERSION);
        }
    }

    private void checkName(Item name) {
        if (!name.text().matches("[a-z][a-z0-9-]{0,99}")) {
            problems.add(
                    name.location(),
                    "'" + name.text() + "' is not a valid name for a sweep (a to z first, then a to z, digits and -)");
        }
    }

    private Setting fixed(String name, YamlNodes.Entry entry) {
        Item value = nodes.value(entry.value(), "'" + name + "'");
        return new Setting(name, value, nodes.yaml().location(entry.key()));
    }

    private Derivation derivation(String name, YamlNodes.Entry entry) {
        Node node = entry.value();
        if (!nodes.isMapping(node)) {
            return new Derivation(
                    name,
                    nodes.expression(node, "'" + name + "'"),
                    "",
                    "",
                    nodes.yaml().location(entry.key()));
        }
        Map<String, YamlNodes.Entry> fields = nodes.entries(node, "key", "");
        nodes.checkKeys(fields, List.of("expr", "unit", "description"));
        return new Derivation(
                name,
                nodes.expression(nodes.required(node, fields, "expr"), "'expr'"),
                textOf(fields, "unit"),
                textOf(fields, "description"),
                nodes.yaml().location(entry.key()));
    }

    private Filter filter(Node node) {
        if (!nodes.isMapping(node)) {
            return new Filter(nodes.expression(node, "a condition"), "");
        }
        Map<String, YamlNodes.Entry> fields = nodes.entries(node, "key", "");
        nodes.checkKeys(fields, List.of("expr", "reason"));
        String reason = textOf(fields, "reason");
        YamlNodes.Entry written = fields.get("reason");
        if (written != null && !reason.matches("[a-z][a-z0-9_]{0,99}")) {
            throw nodes.problem(
                    written.value(), "'" + reason + "' is not a valid reason (a short word of a to z, digits and _)");
        }
        return new Filter(nodes.expression(nodes.required(node, fields, "expr"), "'expr'"), reason);
    }

    private OutputSpec output(Node node) {
        Map<String, YamlNodes.Entry> fields = nodes.entries(node, "key", "under 'output'");
        nodes.checkKeys(fields, OUTPUT_KEYS);
        List<Item> partitionBy = new ArrayList<>();
        YamlNodes.Entry names = fields.get("partition_by");
        if (names != null) {
            nodes.elements(names.value())
                    .forEach(name -> problems.collect(() -> partitionBy.add(nodes.text(name, "'partition_by'"))));
        }
        return new OutputSpec(
                outputItem(fields, "path"),
                partitionBy,
                outputItem(fields, "file_rows"),
                outputItem(fields, "compression"),
                outputItem(fields, "compression_level"),
                outputItem(fields, "row_group_rows"),
                outputItem(fields, "page_rows"));
    }

    /** As {@link #itemOf}; a mistake does not hide those of the other keys. */
    private Optional<Item> outputItem(Map<String, YamlNodes.Entry> fields, String key) {
        List<Item> found = new ArrayList<>();
        problems.collect(() -> itemOf(fields, key).ifPresent(found::add));
        return found.stream().findFirst();
    }

    private String textOf(Map<String, YamlNodes.Entry> fields, String key) {
        return itemOf(fields, key).map(Item::text).orElse("");
    }

    private Optional<Item> itemOf(Map<String, YamlNodes.Entry> fields, String key) {
        YamlNodes.Entry entry = fields.get(key);
        return entry == null ? Optional.empty() : Optional.of(nodes.text(entry.value(), "'" + key + "'"));
    }
}
