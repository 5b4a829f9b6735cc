package dev.memsweep.cli;

import dev.memsweep.formula.Expr;
import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Parameter;
import dev.memsweep.grid.Axis;
import dev.memsweep.spec.BoundFormulas;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a question that has an answer: the formulas whose parameters have values.
 *
 * @param sweep the sweep; its columns are the given parameters that matter, then the formulas
 * @param formulas names of the formulas
 * @param leftOut formulas that cannot be computed, with the reason
 */
record Answerable(Sweep sweep, List<String> formulas, Map<String, String> leftOut) {
    /** Copies the list. */
    Answerable {
        formulas = List.copyOf(formulas);
    }

    /**
     * The answerable part of a question; the columns that it asks for must all have an answer.
     *
     * @throws InputException when something is wrong with the question, or no formula can be computed
     */
    static Answerable of(Question question) {
        if (!question.spec().columns().isEmpty()) {
            Sweep sweep = question.bind();
            List<String> formulas = sweep.columns().stream()
                    .filter(sweep.formulas().formulas()::containsKey)
                    .toList();
            return new Answerable(sweep, formulas, Map.of());
        }
        Sweep sweep = question.bind(List.of(Item.of(harmlessColumn(question.formulas(), question), Location.of(""))));
        List<String> formulas = new ArrayList<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        List<InputException> refusals = new ArrayList<>();
        for (Formula formula : sweep.formulas().formulas().values()) {
            if (formula.hidden()) {
                continue;
            }
            try {
                BoundFormulas.of(sweep.withColumns(List.of(formula.name())));
                formulas.add(formula.name());
            } catch (InputException e) {
                refusals.add(e);
                leftOut.put(formula.name(), e.problems().get(0).message());
            }
        }
        if (formulas.isEmpty()) {
            throw refusals.isEmpty()
                    ? new InputException(Location.of(""), "there is no formula to compute")
                    : refusals.get(0);
        }
        return new Answerable(sweep.withColumns(columns(sweep, formulas)), formulas, leftOut);
    }

    /** A column that needs no parameter but those that are given, so that binding finds only what is wrong with them. */
    private static String harmlessColumn(FormulaSet formulas, Question question) {
        if (!question.spec().fixed().isEmpty()) {
            return question.spec().fixed().get(0).parameter();
        }
        if (!question.spec().axes().isEmpty()) {
            return question.spec()
                    .axes()
                    .get(0)
                    .parameters()
                    .keySet()
                    .iterator()
                    .next();
        }
        List<String> names = new ArrayList<>();
        for (Parameter parameter : formulas.parameters().values()) {
            if (parameter.fallback().filter(Expr.Constant.class::isInstance).isPresent()) {
                names.add(parameter.name());
            }
        }
        names.addAll(formulas.formulas().keySet());
        if (names.isEmpty()) {
            throw new InputException(Location.of(""), "there is no formula to compute");
        }
        return names.get(0);
    }

    /** The defaults that no other parameter decides and that the columns may use, in words by parameter. */
    static Map<String, String> defaults(Sweep sweep) {
        Set<String> reached = reached(sweep, sweep.columns());
        Collection<String> given = given(sweep);
        Map<String, String> defaults = new LinkedHashMap<>();
        for (Parameter parameter : sweep.formulas().parameters().values()) {
            if (reached.contains(parameter.name()) && !given.contains(parameter.name())) {
                parameter
                        .fallback()
                        .filter(Expr.Constant.class::isInstance)
                        .ifPresent(fallback -> defaults.put(parameter.name(), ParameterOptions.text(fallback)));
            }
        }
        return defaults;
    }

    private static Set<String> reached(Sweep sweep, List<String> columns) {
        Set<String> reached = new HashSet<>();
        columns.forEach(name -> reach(name, sweep.formulas(), reached));
        sweep.conditions().forEach(condition -> reach(condition.expr(), sweep.formulas(), reached));
        return reached;
    }

    /** The given parameters that the columns or conditions use. */
    static List<String> mattering(Sweep sweep) {
        return mattering(sweep, sweep.columns());
    }

    private static List<String> mattering(Sweep sweep, List<String> columns) {
        Set<String> reached = reached(sweep, columns);
        return given(sweep).stream().filter(reached::contains).toList();
    }

    private static List<String> columns(Sweep sweep, List<String> formulas) {
        Set<String> columns = new LinkedHashSet<>(mattering(sweep, formulas));
        sweep.formulas().parameters().values().stream()
                .filter(Parameter::standsForFormula)
                .map(Parameter::name)
                .filter(name -> isComputable(sweep, name))
                .forEach(columns::add);
        columns.addAll(formulas);
        return List.copyOf(columns);
    }

    private static boolean isComputable(Sweep sweep, String name) {
        try {
            BoundFormulas.of(sweep.withColumns(List.of(name)));
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    /** The parameters that are given values: fixed ones in the order of the formulas, then those on axes. */
    private static Collection<String> given(Sweep sweep) {
        Set<String> given = new LinkedHashSet<>();
        for (String name : sweep.formulas().parameters().keySet()) {
            if (sweep.fixed().containsKey(name)) {
                given.add(name);
            }
        }
        for (Axis axis : sweep.grid().axes()) {
            axis.columns().forEach(column -> given.add(column.parameter()));
        }
        return given;
    }

    private static void reach(String name, FormulaSet formulas, Set<String> reached) {
        if (!reached.add(name)) {
            return;
        }
        Formula formula = formulas.formulas().get(name);
        Parameter parameter = formulas.parameters().get(name);
        if (formula != null) {
            reach(formula.expr(), formulas, reached);
        } else if (parameter != null) {
            parameter.fallback().ifPresent(fallback -> reach(fallback, formulas, reached));
        }
    }

    private static void reach(Expr expr, FormulaSet formulas, Set<String> reached) {
        Expressions.forEach(expr, part -> {
            if (part instanceof Expr.Input input) {
                reach(input.parameter(), formulas, reached);
            } else if (part instanceof Expr.Reference reference) {
                reach(reference.formula(), formulas, reached);
            }
        });
    }
}
