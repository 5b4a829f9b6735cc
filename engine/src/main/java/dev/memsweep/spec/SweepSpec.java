package dev.memsweep.spec;

import dev.memsweep.formula.Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sweep as written, in YAML or as flags: names not yet bound, values still text, every part with its place.
 *
 * @param location the file, or the command line
 * @param name short name, or empty
 * @param description what is asked, or empty
 * @param formulas names or paths of the formula sets, at least one
 * @param catalogs paths of CSV files or folders with the user's own tables
 * @param fixed parameters that are set
 * @param axes in grid order, outermost first
 * @param derive formulas that the sweep adds
 * @param where conditions
 * @param columns names of the output columns, or empty for the default
 * @param output where results go
 */
public record SweepSpec(
        Location location,
        String name,
        String description,
        List<Item> formulas,
        List<Item> catalogs,
        List<Setting> fixed,
        List<AxisSpec> axes,
        List<Derivation> derive,
        List<Filter> where,
        List<Item> columns,
        OutputSpec output) {

    /**
     * A scalar as written.
     *
     * @param text its characters
     * @param quoted whether it was quoted, so that it is text even if it looks like a number
     * @param attributes for a row that is defined in place: value by attribute; else empty
     * @param location where it stands
     */
    public record Item(String text, boolean quoted, Map<String, Item> attributes, Location location) {
        /** A plain scalar. */
        public static Item of(String text, Location location) {
            return new Item(text, false, Map.of(), location);
        }
    }

    /** What a parameter is given: one value or an axis. */
    public sealed interface Assignment {}

    /** A parameter and its one value; {@code location} is that of the parameter's name. */
    public record Setting(String parameter, Item value, Location location) implements Assignment {}

    /**
     * An axis.
     *
     * @param name the parameter's name, or any name for linked parameters
     * @param values how its values are given
     * @param when for a conditional axis: the condition under which it varies
     * @param otherwise for a conditional axis: the value it has elsewhere
     * @param location where its name stands
     */
    public record AxisSpec(
            String name, AxisValues values, Optional<Item> when, Optional<Item> otherwise, Location location)
            implements Assignment {
        /** The parameters that move with it, and how the values of each are given. */
        public Map<String, AxisValues> parameters() {
            return values instanceof AxisValues.Linked linked ? linked.parameters() : Map.of(name, values);
        }
    }

    /** How the values of an axis are given. */
    public sealed interface AxisValues {
        /** Each value written out; {@code 1..64} is the range from 1 to 64. */
        record Listed(List<Item> items) implements AxisValues {}

        /** Numbers from {@code low} to {@code high}, bounds included. */
        record Stepped(Item low, Item high, Optional<Item> step) implements AxisValues {}

        /** Powers of two from {@code low} to {@code high}, bounds included. */
        record PowersOfTwo(Item low, Item high) implements AxisValues {}

        /** {@code count} numbers evenly spaced from {@code low} to {@code high}, on a logarithmic scale if asked for. */
        record Spaced(Item low, Item high, Item count, boolean logarithmic) implements AxisValues {}

        /** The divisors of a whole number, a literal or the value of a fixed parameter or attribute, ascending. */
        record DivisorsOf(Item number, Optional<Item> max) implements AxisValues {}

        /** Several parameters that move together. */
        record Linked(Map<String, AxisValues> parameters) implements AxisValues {}
    }

    /** A derived formula; {@code unit} and {@code description} may be empty. */
    public record Derivation(String name, Item expression, String unit, String description, Location location) {}

    /** A condition; {@code reason} may be empty. */
    public record Filter(Item expression, String reason) {}

    /**
     * Where results go, and how files are laid out; what is not said is for the writer to choose.
     *
     * @param path file or, with {@code /} at its end, directory to write
     * @param partitionBy parameters whose values name directories, outermost first; may be empty
     * @param fileRows rows of a part file
     * @param compression codec name
     * @param compressionLevel level of the codec
     * @param rowGroupRows rows of a row group
     * @param pageRows rows of a page
     */
    public record OutputSpec(
            Optional<Item> path,
            List<Item> partitionBy,
            Optional<Item> fileRows,
            Optional<Item> compression,
            Optional<Item> compressionLevel,
            Optional<Item> rowGroupRows,
            Optional<Item> pageRows) {
        /** Nothing said. */
        public static final OutputSpec NONE = new OutputSpec(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /** Copies the names. */
        public OutputSpec {
            partitionBy = List.copyOf(partitionBy);
        }

        /** What is said, as texts by the key of the spec. */
        public Map<String, List<Item>> byKey() {
            Map<String, List<Item>> said = new LinkedHashMap<>();
            path.ifPresent(item -> said.put("path", List.of(item)));
            if (!partitionBy.isEmpty()) {
                said.put("partition_by", partitionBy);
            }
            fileRows.ifPresent(item -> said.put("file_rows", List.of(item)));
            compression.ifPresent(item -> said.put("compression", List.of(item)));
            compressionLevel.ifPresent(item -> said.put("compression_level", List.of(item)));
            rowGroupRows.ifPresent(item -> said.put("row_group_rows", List.of(item)));
            pageRows.ifPresent(item -> said.put("page_rows", List.of(item)));
            return said;
        }
    }
}
