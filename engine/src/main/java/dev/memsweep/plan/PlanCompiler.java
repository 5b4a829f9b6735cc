package dev.memsweep.plan;

import dev.memsweep.formula.BinaryOperator;
import dev.memsweep.formula.Doc;
import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.BoundFormulas;
import dev.memsweep.spec.Sweep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compiles a sweep into a plan: expressions become nodes, nodes become instructions, and each instruction goes to the
 * level at which it has to run.
 */
public final class PlanCompiler {
    private final Sweep sweep;
    private final BoundFormulas bound;
    private final Tiling tiling;
    private final Graph graph;
    private final Map<String, Node> formulas = new HashMap<>();
    private final Map<String, AxisColumn> loads = new HashMap<>();
    private final Labels labels = new Labels();

    private PlanCompiler(Sweep sweep, int blockRows) {
        this.sweep = sweep;
        this.bound = BoundFormulas.of(sweep);
        this.tiling = Tiling.of(sweep.grid(), blockRows);
        this.graph = new Graph(tiling);
    }

    /** The codes of labels and texts: one dictionary for the whole plan, so that equal texts have equal codes. */
    private static final class Labels {
        private final Map<String, Long> codes = new HashMap<>();
        private final List<String> texts = new ArrayList<>();

        long code(String text) {
            return codes.computeIfAbsent(text, t -> {
                texts.add(t);
                return (long) texts.size() - 1;
            });
        }
    }

    /**
     * The plan of a sweep.
     *
     * @throws dev.memsweep.formula.InputException when a row lacks an attribute that a formula needs
     */
    public static Plan compile(Sweep sweep) {
        return new PlanCompiler(sweep, Tiling.BLOCK_ROWS).run();
    }

    /**
     * The plan of a sweep of which most rows will not be looked at, because bounds settle them: it has shorter tiles.
     *
     * @throws dev.memsweep.formula.InputException when a row lacks an attribute that a formula needs
     */
    public static Plan compileForSearch(Sweep sweep) {
        return new PlanCompiler(sweep, Tiling.SEARCHED_BLOCK_ROWS).run();
    }

    private Plan run() {
        bound.formulas().forEach((name, expr) -> formulas.put(name, node(expr)));
        List<Node> conditions = bound.conditions().stream().map(this::node).toList();
        List<String> names = sweep.columns();
        List<Node> values = names.stream()
                .map(name -> valueOf(node(bound.column(name)), conditions))
                .toList();
        return new Assembler(tiling, graph.nodes(), conditions, values).plan(sweep, this::column);
    }

    /** What a column holds in the rows that are left: each of the conditions is true there. */
    private Node valueOf(Node column, List<Node> conditions) {
        boolean condition = conditions.stream().anyMatch(node -> node.id() == column.id());
        return condition ? graph.constant(true) : column;
    }

    private Column column(int index, Node node) {
        String name = sweep.columns().get(index);
        Type type = bound.column(name).type();
        Formula formula = sweep.formulas().formulas().get(name);
        Parameter parameter = sweep.formulas().parameters().get(name);
        Doc doc = formula != null
                ? formula.doc()
                : Objects.requireNonNull(parameter).doc();
        ColumnType columnType = switch (type.kind()) {
            case INT -> parameter != null && parameter.range().fitsInt32() ? ColumnType.INT32 : ColumnType.INT64;
            case REAL -> ColumnType.REAL;
            case BOOL -> ColumnType.FLAG;
            case TEXT, ROW -> ColumnType.LABEL;
        };
        return new Column(
                name,
                columnType,
                tiling.shape(node.axes()),
                node.axes(),
                columnType == ColumnType.LABEL ? labels.texts : List.of(),
                doc.unit(),
                doc.summary(),
                node.id());
    }

    private Node node(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            return constant(constant.value());
        }
        if (expr instanceof Expr.Input input) {
            return load(input.parameter(), "");
        }
        if (expr instanceof Expr.Attribute attribute && attribute.row() instanceof Expr.Input row) {
            return load(row.parameter(), attribute.name());
        }
        if (expr instanceof Expr.Reference reference) {
            return Objects.requireNonNull(formulas.get(reference.formula()), reference.formula());
        }
        if (expr instanceof Expr.Unary unary) {
            return graph.unary(unary.operator(), node(unary.argument()));
        }
        if (expr instanceof Expr.Binary binary) {
            return graph.binary(binary.operator(), node(binary.left()), node(binary.right()));
        }
        if (expr instanceof Expr.Select select) {
            return graph.select(node(select.condition()), node(select.then()), node(select.otherwise()));
        }
        if (expr instanceof Expr.Match match) {
            return match(match);
        }
        throw new IllegalStateException("the binder left an attribute of a computed row");
    }

    /** A chain of selects, the last arm needing no test when the arms cover all labels. */
    private Node match(Expr.Match match) {
        Node subject = node(match.subject());
        List<Expr.Arm> arms = match.arms();
        Expr otherwise = match.otherwise();
        int last = otherwise == null ? arms.size() - 1 : arms.size();
        Node result = node(otherwise == null ? arms.get(last).value() : otherwise);
        for (int i = last - 1; i >= 0; i--) {
            Node covered = graph.constant(false);
            for (String label : arms.get(i).labels()) {
                covered = graph.binary(BinaryOperator.OR, covered, isLabel(subject, labels.code(label)));
            }
            result = graph.select(covered, node(arms.get(i).value()), result);
        }
        return result;
    }

    /** Whether a label code is {@code code}: resolved by position on the axis where the subject is an axis. */
    private Node isLabel(Node subject, long code) {
        if (subject.operation() != Operation.LOAD) {
            return graph.binary(BinaryOperator.EQUAL, subject, graph.constant(code));
        }
        AxisColumn column = subject.axisColumn();
        String key = column.axis() + "=" + code + "@" + subject.id();
        AxisColumn equal = loads.computeIfAbsent(key, k -> {
            long[] codes = Objects.requireNonNull(column.longs());
            boolean[] flags = new boolean[codes.length];
            for (int i = 0; i < codes.length; i++) {
                flags[i] = codes[i] == code;
            }
            return AxisColumn.of(column.axis(), flags);
        });
        return graph.load(equal);
    }

    private Node constant(Value value) {
        if (value instanceof Value.Int i) {
            return graph.constant(i.value());
        }
        if (value instanceof Value.Real r) {
            return graph.constant(r.value());
        }
        if (value instanceof Value.Bool b) {
            return graph.constant(b.value());
        }
        return graph.constant(labels.code(value.toString()));
    }

    private Node load(String parameter, String attribute) {
        AxisColumn column = loads.computeIfAbsent(parameter + "." + attribute, key -> {
            int axis = sweep.grid().axisOf(parameter);
            for (Axis.Values values : sweep.grid().axes().get(axis).columns()) {
                if (values.parameter().equals(parameter)) {
                    return axisColumn(axis, values.values(), attribute);
                }
            }
            throw new IllegalStateException(parameter + " is on no axis");
        });
        return graph.load(column);
    }

    private AxisColumn axisColumn(int axis, List<Value> rows, String attribute) {
        List<Value> values = attribute.isEmpty()
                ? rows
                : rows.stream()
                        .map(row -> Objects.requireNonNull(
                                ((Value.Row) row).attributes().get(attribute)))
                        .toList();
        Value first = values.get(0);
        if (!(first instanceof Value.Row || first instanceof Value.Text)) {
            return AxisColumn.of(axis, values);
        }
        return AxisColumn.of(
                axis, values.stream().mapToLong(v -> labels.code(v.toString())).toArray());
    }
}
