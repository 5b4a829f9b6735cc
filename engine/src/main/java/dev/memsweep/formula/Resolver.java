package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Binds the names of declarations and checks them, formula by formula, in the order of their dependencies; the types of
 * expressions are {@link TypeChecker}'s work.
 *
 * <p>Collects the problems of all declarations; a formula that uses a broken one adds no problem of its own.
 */
final class Resolver implements TypeChecker.Scope {
    private record Pending(Declaration.FormulaDecl declaration, Source source) {}

    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, TableSchema> tables = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Formula> formulas = new LinkedHashMap<>();
    private final Map<String, Declaration.DefDecl> functions = new LinkedHashMap<>();
    private final Map<String, Source> functionSources = new HashMap<>();
    private final List<Source> sources;
    private final Map<String, Pending> pending = new LinkedHashMap<>();
    private final Map<String, Location> names = new HashMap<>();
    private final Map<String, String> namesByLowerCase = new HashMap<>();
    private final Set<String> inProgress = new LinkedHashSet<>();
    private final Set<String> broken = new LinkedHashSet<>();
    private final List<List<Declaration>> files;

    Resolver(List<Source> sources, List<List<Declaration>> files) {
        this.sources = sources;
        this.files = files;
    }

    /** Starts from a set that is already resolved. */
    Resolver(FormulaSet base) {
        this(base.sources(), List.of());
        tables.putAll(base.tables());
        parameters.putAll(base.parameters());
        formulas.putAll(base.formulas());
        functions.putAll(base.functions());
        functionSources.putAll(base.functionSources());
    }

    FormulaSet resolve() {
        each((declaration, source) -> {
            if (declaration instanceof Declaration.TableDecl table) {
                collect(() -> table(table, source));
            }
        });
        each((declaration, source) -> {
            if (declaration instanceof Declaration.DefDecl def) {
                collect(() -> function(def, source));
            } else if (declaration instanceof Declaration.FormulaDecl formula) {
                collect(() -> announce(formula, source));
            } else if (declaration instanceof Declaration.ParamDecl param) {
                collect(() -> announce(param, source));
            }
        });
        each((declaration, source) -> {
            if (declaration instanceof Declaration.ParamDecl param
                    && parameters.containsKey(param.name().text())) {
                collect(() -> fallback(param, source));
            }
        });
        resolvePending();
        return finished();
    }

    FormulaSet define(List<Definition> definitions) {
        for (Definition definition : definitions) {
            collect(() -> announce(definition));
        }
        for (Definition definition : definitions) {
            Parameter parameter = parameters.get(definition.name());
            if (parameter != null) {
                collect(() -> {
                    TypeChecker checker = new TypeChecker(this, definition.source());
                    Expr value = checker.whole(ExpressionParser.parse(definition.source()), parameter.type());
                    parameters.put(parameter.name(), withFallback(parameter, value));
                });
            }
        }
        resolvePending();
        return finished();
    }

    Expr expression(Source source) {
        return new TypeChecker(this, source).whole(ExpressionParser.parse(source));
    }

    private FormulaSet finished() {
        if (!problems.isEmpty()) {
            throw new InputException(problems);
        }
        return new FormulaSet(tables, parameters, formulas, functions, functionSources, sources);
    }

    private interface Visit {
        void visit(Declaration declaration, Source source);
    }

    private void each(Visit visit) {
        for (int i = 0; i < files.size(); i++) {
            for (Declaration declaration : files.get(i)) {
                visit.visit(declaration, sources.get(i));
            }
        }
    }

    private void collect(Runnable step) {
        try {
            step.run();
        } catch (InputException e) {
            problems.addAll(e.problems());
        }
    }

    private void claim(Token name, Source source) {
        Location here = source.at(name.offset());
        Location earlier = names.putIfAbsent(name.text(), here);
        if (earlier != null) {
            throw problem(name, source, "'" + name.text() + "' is already defined at " + earlier);
        }
        String other = namesByLowerCase.putIfAbsent(name.text().toLowerCase(Locale.ROOT), name.text());
        if (other != null) {
            throw problem(
                    name,
                    source,
                    "'" + name.text() + "' and '" + other
                            + "' differ only in case; Spark and DuckDB cannot tell them apart");
        }
    }

    private void table(Declaration.TableDecl declaration, Source source) {
        String name = declaration.name().text();
        if (tables.containsKey(name)) {
            throw problem(declaration.name(), source, "table '" + name + "' is already declared");
        }
        Map<String, TableSchema.Attribute> attributes = new LinkedHashMap<>();
        for (Declaration.AttributeDecl attribute : declaration.attributes()) {
            Type type = scalarType(attribute.type(), source);
            Value fallback = attribute.fallback() == null ? null : Constants.of(attribute.fallback(), type, source);
            TableSchema.Attribute declared = new TableSchema.Attribute(
                    attribute.name().text(),
                    type,
                    attribute.doc(),
                    range(attribute.range(), type, source),
                    Optional.ofNullable(fallback));
            if (attributes.put(declared.name(), declared) != null) {
                throw problem(attribute.name(), source, "attribute '" + declared.name() + "' is declared twice");
            }
        }
        List<Declaration.RowDecl> rows = declaration.rows();
        Map<String, Value.Row> choices = rows == null ? null : choices(name, attributes, rows, source);
        tables.put(name, new TableSchema(name, declaration.doc(), attributes, choices));
    }

    private static Map<String, Value.Row> choices(
            String table,
            Map<String, TableSchema.Attribute> attributes,
            List<Declaration.RowDecl> rows,
            Source source) {
        Map<String, Value.Row> choices = new LinkedHashMap<>();
        for (Declaration.RowDecl row : rows) {
            if (row.values().size() > attributes.size()) {
                throw problem(
                        row.label(),
                        source,
                        "'" + row.label().text() + "' has " + row.values().size() + " values; the table has "
                                + attributes.size() + " attributes");
            }
            Map<String, Value> values = new LinkedHashMap<>();
            int i = 0;
            for (TableSchema.Attribute attribute : attributes.values()) {
                if (i < row.values().size()) {
                    Syntax written = row.values().get(i++);
                    values.put(attribute.name(), Constants.of(written, attribute.type(), source));
                } else {
                    attribute.fallback().ifPresent(value -> values.put(attribute.name(), value));
                }
            }
            Value.Row choice = new Value.Row(table, row.label().text(), values);
            if (choices.put(choice.label(), choice) != null) {
                throw problem(row.label(), source, "'" + choice.label() + "' is listed twice");
            }
        }
        return choices;
    }

    private void function(Declaration.DefDecl def, Source source) {
        claim(def.name(), source);
        functions.put(def.name().text(), def);
        functionSources.put(def.name().text(), source);
    }

    private void announce(Declaration.FormulaDecl formula, Source source) {
        claim(formula.name(), source);
        pending.put(formula.name().text(), new Pending(formula, source));
    }

    private void announce(Declaration.ParamDecl param, Source source) {
        claim(param.name(), source);
        Token typeName = param.type();
        Type type = type(typeName, source);
        String name = param.name().text();
        // Known even with a wrong range, so that its uses are not reported as mistakes too.
        parameters.put(name, new Parameter(name, type, param.doc(), Range.ALL, Optional.empty()));
        Range range = range(param.range(), type, source);
        parameters.put(name, new Parameter(name, type, param.doc(), range, Optional.empty()));
    }

    private void announce(Definition definition) {
        String name = definition.name();
        Source source = definition.source();
        if (!ExpressionParser.isUsableName(name)) {
            throw new InputException(source.problem(
                    0, 1, "'" + name + "' is not a valid name (letters, digits and _, no word of the language)"));
        }
        if (formulas.containsKey(name) || functions.containsKey(name)) {
            throw new InputException(source.problem(0, 1, "'" + name + "' is already defined by the formulas"));
        }
        if (!parameters.containsKey(name)) {
            Token token = new Token(Token.Kind.NAME, name, 0, 1);
            Syntax body = ExpressionParser.parse(source);
            Declaration.FormulaDecl formula = new Declaration.FormulaDecl(
                    token, definition.doc(), false, null, body, 0, source.text().length());
            pending.put(name, new Pending(formula, source));
        }
    }

    private void fallback(Declaration.ParamDecl param, Source source) {
        Syntax written = param.fallback();
        if (written == null) {
            return;
        }
        Parameter parameter = Objects.requireNonNull(parameters.get(param.name().text()));
        Expr value = new TypeChecker(this, source).whole(written, parameter.type());
        if (value instanceof Expr.Constant constant && !parameter.range().contains(constant.value())) {
            throw problem(
                    param.name(),
                    source,
                    "the default of '" + parameter.name() + "' must be " + parameter.range() + ", found "
                            + constant.value());
        }
        parameters.put(parameter.name(), withFallback(parameter, value));
    }

    private static Parameter withFallback(Parameter parameter, Expr value) {
        return new Parameter(
                parameter.name(), parameter.type(), parameter.doc(), parameter.range(), Optional.of(value));
    }

    private void resolvePending() {
        for (String name : List.copyOf(pending.keySet())) {
            collect(() -> formula(name));
        }
        Map<String, Formula> resolved = new LinkedHashMap<>(formulas);
        formulas.keySet().removeAll(pending.keySet());
        for (String name : pending.keySet()) {
            Formula formula = resolved.get(name);
            if (formula != null) {
                formulas.put(name, formula);
            }
        }
    }

    @Override
    public @Nullable Formula formula(String name) {
        Formula known = formulas.get(name);
        if (known != null) {
            return known;
        }
        Pending wanted = pending.get(name);
        if (wanted == null) {
            return null;
        }
        if (broken.contains(name)) {
            throw new InputException(List.of());
        }
        Declaration.FormulaDecl declaration = wanted.declaration();
        if (!inProgress.add(name)) {
            List<String> cycle = new ArrayList<>(inProgress);
            cycle = cycle.subList(cycle.indexOf(name), cycle.size());
            broken.addAll(cycle);
            throw problem(
                    declaration.name(),
                    wanted.source(),
                    "'" + name + "' depends on itself: " + String.join(" -> ", cycle) + " -> " + name);
        }
        try {
            TypeChecker checker = new TypeChecker(this, wanted.source());
            Token type = declaration.type();
            Expr expr = type == null
                    ? checker.whole(declaration.body())
                    : checker.whole(declaration.body(), type(type, wanted.source()));
            if (declaration.doc().unit().equals("bytes")) {
                expr = rounded(expr, declaration, wanted.source());
            }
            String text = wanted.source().text().substring(declaration.from(), declaration.to());
            Location place = wanted.source().at(declaration.name().offset());
            Formula formula = new Formula(
                    name,
                    expr.type(),
                    declaration.doc(),
                    declaration.hidden(),
                    text,
                    expr,
                    new Location(place.source(), place.line(), 0));
            formulas.put(name, formula);
            return formula;
        } catch (InputException e) {
            broken.add(name);
            throw e;
        } finally {
            inProgress.remove(name);
        }
    }

    private static Expr rounded(Expr expr, Declaration.FormulaDecl declaration, Source source) {
        return switch (expr.type().kind()) {
            case INT -> expr;
            case REAL -> new Expr.Unary(UnaryOperator.ROUND, expr, Type.INT);
            case BOOL, TEXT, ROW ->
                throw problem(
                        declaration.name(),
                        source,
                        "'" + declaration.name().text() + "' has unit bytes but its value is " + expr.type());
        };
    }

    @Override
    public @Nullable Parameter parameter(String name) {
        return parameters.get(name);
    }

    @Override
    public @Nullable TableSchema table(String name) {
        return tables.get(name);
    }

    @Override
    public Declaration.@Nullable DefDecl function(String name) {
        return functions.get(name);
    }

    @Override
    public Source sourceOfFunction(String name) {
        return Objects.requireNonNull(functionSources.get(name), name);
    }

    @Override
    public List<String> valueNames() {
        Set<String> all = new LinkedHashSet<>(pending.keySet());
        all.addAll(formulas.keySet());
        all.addAll(parameters.keySet());
        return List.copyOf(all);
    }

    @Override
    public List<String> functionNames() {
        return List.copyOf(functions.keySet());
    }

    private static Range range(Declaration.@Nullable RangeDecl range, Type type, Source source) {
        if (range == null) {
            return Range.ALL;
        }
        Syntax low = range.low();
        Syntax high = range.high();
        Range declared = new Range(
                low == null ? null : Constants.of(low, type, source),
                high == null ? null : Constants.of(high, type, source));
        if (declared.isEmpty() && low != null) {
            throw new InputException(
                    source.problem(low.offset(), 1, "no value lies from " + declared.low() + " to " + declared.high()));
        }
        return declared;
    }

    private Type type(Token name, Source source) {
        return tables.containsKey(name.text()) ? Type.rowOf(name.text()) : scalarType(name, source);
    }

    private Type scalarType(Token name, Source source) {
        return switch (name.text()) {
            case "int" -> Type.INT;
            case "real" -> Type.REAL;
            case "bool" -> Type.BOOL;
            case "text" -> Type.TEXT;
            default -> {
                List<String> known = new ArrayList<>(List.of("int", "real", "bool", "text"));
                known.addAll(tables.keySet());
                throw problem(
                        name, source, "unknown type '" + name.text() + "'" + NearestName.hint(name.text(), known));
            }
        };
    }

    private static InputException problem(Token token, Source source, String message) {
        return new InputException(source.problem(token.offset(), token.end() - token.offset(), message));
    }
}
