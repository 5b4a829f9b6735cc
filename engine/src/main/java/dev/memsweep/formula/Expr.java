package dev.memsweep.formula;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A typed expression: every name is bound, conversions are explicit, named functions are inlined. */
public sealed interface Expr {
    /** The type of its value. */
    Type type();

    /** A literal; a label of a table is a {@link Value.Text} whose type is the table's row. */
    record Constant(Value value, Type type) implements Expr {}

    /** The value of a parameter. */
    record Input(String parameter, Type type) implements Expr {}

    /** An attribute of a row. */
    record Attribute(Expr row, String name, Type type) implements Expr {}

    /** The value of a named formula. */
    record Reference(String formula, Type type) implements Expr {}

    /** An operation on one value. */
    record Unary(UnaryOperator operator, Expr argument, Type type) implements Expr {}

    /** An operation on two values of one type. */
    record Binary(BinaryOperator operator, Expr left, Expr right, Type type) implements Expr {}

    /** {@code if}: only the chosen branch counts. */
    record Select(Expr condition, Expr then, Expr otherwise, Type type) implements Expr {}

    /** {@code match} over the labels of a row: only the chosen arm counts. */
    record Match(Expr subject, List<Arm> arms, @Nullable Expr otherwise, Type type) implements Expr {
        /** Copies the arms. */
        public Match {
            arms = List.copyOf(arms);
        }
    }

    /** An arm of a {@link Match}. */
    record Arm(List<String> labels, Expr value) {
        /** Copies the labels. */
        public Arm {
            labels = List.copyOf(labels);
        }
    }
}
