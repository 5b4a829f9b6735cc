package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Walks over expressions. */
public final class Expressions {
    private Expressions() {}

    /** The expressions directly below {@code expr}. */
    public static List<Expr> children(Expr expr) {
        if (expr instanceof Expr.Attribute attribute) {
            return List.of(attribute.row());
        }
        if (expr instanceof Expr.Unary unary) {
            return List.of(unary.argument());
        }
        if (expr instanceof Expr.Binary binary) {
            return List.of(binary.left(), binary.right());
        }
        if (expr instanceof Expr.Select select) {
            return List.of(select.condition(), select.then(), select.otherwise());
        }
        if (expr instanceof Expr.Match match) {
            List<Expr> children = new ArrayList<>();
            children.add(match.subject());
            match.arms().forEach(arm -> children.add(arm.value()));
            if (match.otherwise() != null) {
                children.add(match.otherwise());
            }
            return children;
        }
        return List.of();
    }

    /** Visits {@code expr} and everything below it. */
    public static void forEach(Expr expr, Consumer<Expr> visitor) {
        visitor.accept(expr);
        for (Expr child : children(expr)) {
            forEach(child, visitor);
        }
    }

    /** The parameters and formulas that {@code expr} names, in the order in which it does. */
    public static Set<String> names(Expr expr) {
        Set<String> names = new LinkedHashSet<>();
        forEach(expr, part -> {
            if (part instanceof Expr.Input input) {
                names.add(input.parameter());
            } else if (part instanceof Expr.Reference reference) {
                names.add(reference.formula());
            }
        });
        return names;
    }
}
