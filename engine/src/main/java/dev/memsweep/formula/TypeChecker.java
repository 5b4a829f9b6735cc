package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns {@link Syntax} into {@link Expr}: binds names, finds types, makes conversions explicit, inlines functions. */
final class TypeChecker {

    /** Where names are looked up. */
    interface Scope {
        /** The formula of that name, resolved, or null. */
        @Nullable
        Formula formula(String name);

        /** The parameter of that name, or null. */
        @Nullable
        Parameter parameter(String name);

        /** The table of that name, or null. */
        @Nullable
        TableSchema table(String name);

        /** The user's function of that name, or null. */
        Declaration.@Nullable DefDecl function(String name);

        /** The source that a user's function stands in. */
        Source sourceOfFunction(String name);

        /** Every formula and parameter, for the nearest name. */
        List<String> valueNames();

        /** Every function of the user. */
        List<String> functionNames();
    }

    /** Largest whole exponent that is written out as a product, which every reading computes alike. */
    private static final long LARGEST_EXPANDED_POWER = 64;

    private static final List<String> FUNCTIONS =
            List.of("min", "max", "abs", "floor", "ceil", "round", "sqrt", "log2", "least", "greatest");

    private final Scope scope;
    private final Source source;
    private final Map<String, Expr> arguments;
    private final Set<String> calls;
    private final Growth growth;

    TypeChecker(Scope scope, Source source) {
        this(scope, source, Map.of(), Set.of(), new Growth());
    }

    private TypeChecker(Scope scope, Source source, Map<String, Expr> arguments, Set<String> calls, Growth growth) {
        this.scope = scope;
        this.source = source;
        this.arguments = arguments;
        this.calls = calls;
        this.growth = growth;
    }

    /** The whole expression, whatever its type. */
    Expr whole(Syntax syntax) {
        return limited(syntax, check(syntax));
    }

    /** The whole expression as a value of {@code type}. */
    Expr whole(Syntax syntax, Type type) {
        return limited(syntax, typed(syntax, type));
    }

    private Expr limited(Syntax syntax, Expr expr) {
        if (!growth.admits(expr)) {
            throw tooLong(syntax.offset());
        }
        return expr;
    }

    private InputException tooLong(int offset) {
        return problem(offset, Growth.message());
    }

    private Expr check(Syntax syntax) {
        try {
            if (!growth.enter()) {
                throw tooLong(syntax.offset());
            }
            if (syntax instanceof Syntax.Literal literal) {
                return constant(literal.value());
            }
            if (syntax instanceof Syntax.Name name) {
                return name(name);
            }
            if (syntax instanceof Syntax.Attribute attribute) {
                return attribute(attribute);
            }
            if (syntax instanceof Syntax.Unary unary) {
                return unary(unary);
            }
            if (syntax instanceof Syntax.Binary binary) {
                return binary(binary);
            }
            if (syntax instanceof Syntax.If choice) {
                Expr condition = bool(choice.condition());
                return select(condition, check(choice.then()), check(choice.otherwise()), choice.offset());
            }
            if (syntax instanceof Syntax.Call call) {
                return call(call);
            }
            if (syntax instanceof Syntax.In in) {
                return in(in);
            }
            return match((Syntax.Match) syntax);
        } finally {
            growth.leave();
        }
    }

    /** The expression as a value of {@code type}; a bare word is a label where a row is wanted. */
    private Expr typed(Syntax syntax, Type type) {
        if (type.kind() == Type.Kind.ROW) {
            return row(syntax, type);
        }
        Expr expr = check(syntax);
        if (type.kind() == Type.Kind.REAL) {
            if (expr.type().numeric()) {
                return real(expr);
            }
        } else if (type.kind() == Type.Kind.INT
                && expr instanceof Expr.Constant constant
                && constant.value() instanceof Value.Real r
                && Constants.isWhole(r.value())) {
            return constant(new Value.Int((long) r.value()));
        }
        if (!expr.type().equals(type)) {
            throw problem(syntax.offset(), "expected " + type + ", found " + expr.type());
        }
        return expr;
    }

    private Expr row(Syntax syntax, Type type) {
        if (syntax instanceof Syntax.If choice) {
            return new Expr.Select(
                    bool(choice.condition()), row(choice.then(), type), row(choice.otherwise(), type), type);
        }
        String label = bareLabel(syntax);
        if (label != null) {
            checkLabel(label, type, syntax.offset());
            return new Expr.Constant(new Value.Text(label), type);
        }
        Expr expr = check(syntax);
        if (!expr.type().equals(type)) {
            throw problem(syntax.offset(), "expected a row of table '" + type + "', found " + expr.type());
        }
        return expr;
    }

    /** The label that a quoted text, or a word that names nothing else, stands for. */
    private @Nullable String bareLabel(Syntax syntax) {
        if (syntax instanceof Syntax.Literal literal && literal.value() instanceof Value.Text text) {
            return text.value();
        }
        if (syntax instanceof Syntax.Name name && !isKnown(name.name())) {
            return name.name();
        }
        return null;
    }

    private boolean isKnown(String name) {
        return arguments.containsKey(name) || scope.valueNames().contains(name);
    }

    private void checkLabel(String label, Type type, int offset) {
        TableSchema table = scope.table(type.table());
        Map<String, Value.Row> choices = table == null ? null : table.choices();
        if (choices != null && !choices.containsKey(label)) {
            throw problem(offset, "'" + label + "' is no " + type.table() + NearestName.hint(label, choices.keySet()));
        }
    }

    private Expr name(Syntax.Name name) {
        Expr argument = arguments.get(name.name());
        if (argument != null) {
            return argument;
        }
        Formula formula = scope.formula(name.name());
        if (formula != null) {
            return new Expr.Reference(formula.name(), formula.type());
        }
        Parameter parameter = scope.parameter(name.name());
        if (parameter != null) {
            return new Expr.Input(parameter.name(), parameter.type());
        }
        throw problem(
                name.offset(),
                name.name().length(),
                "unknown name '" + name.name() + "'" + NearestName.hint(name.name(), scope.valueNames()));
    }

    private Expr attribute(Syntax.Attribute attribute) {
        Expr row = check(attribute.row());
        TableSchema table =
                row.type().kind() == Type.Kind.ROW ? scope.table(row.type().table()) : null;
        if (table == null) {
            throw problem(attribute.offset(), "'.' needs a row of a table before it, not " + row.type());
        }
        TableSchema.Attribute declared = table.attributes().get(attribute.name());
        if (declared == null) {
            throw problem(
                    attribute.offset(),
                    attribute.name().length(),
                    "table '" + table.name() + "' has no attribute '" + attribute.name() + "'"
                            + NearestName.hint(
                                    attribute.name(), table.attributes().keySet()));
        }
        return new Expr.Attribute(row, declared.name(), declared.type());
    }

    private Expr unary(Syntax.Unary unary) {
        if (unary.operator().equals("not")) {
            return new Expr.Unary(UnaryOperator.NOT, bool(unary.argument()), Type.BOOL);
        }
        Expr argument = number(unary.argument(), "negate");
        if (argument instanceof Expr.Constant constant) {
            return constant.value() instanceof Value.Int i
                    ? constant(new Value.Int(-i.value()))
                    : constant(new Value.Real(-((Value.Real) constant.value()).value()));
        }
        return new Expr.Unary(UnaryOperator.NEGATE, argument, argument.type());
    }

    private Expr binary(Syntax.Binary binary) {
        return switch (binary.operator()) {
            case "and" -> new Expr.Binary(BinaryOperator.AND, bool(binary.left()), bool(binary.right()), Type.BOOL);
            case "or" -> new Expr.Binary(BinaryOperator.OR, bool(binary.left()), bool(binary.right()), Type.BOOL);
            case "==" -> equality(BinaryOperator.EQUAL, binary.left(), binary.right(), binary.offset());
            case "!=" -> equality(BinaryOperator.NOT_EQUAL, binary.left(), binary.right(), binary.offset());
            case "<" -> order(BinaryOperator.LESS, binary);
            case "<=" -> order(BinaryOperator.LESS_EQUAL, binary);
            case ">" -> order(BinaryOperator.GREATER, binary);
            case ">=" -> order(BinaryOperator.GREATER_EQUAL, binary);
            case "+" -> arithmetic(BinaryOperator.ADD, binary, "add");
            case "-" -> arithmetic(BinaryOperator.SUBTRACT, binary, "subtract");
            case "*" -> arithmetic(BinaryOperator.MULTIPLY, binary, "multiply");
            case "/" -> {
                Expr left = real(number(binary.left(), "divide"));
                yield new Expr.Binary(
                        BinaryOperator.DIVIDE, left, real(number(binary.right(), "divide by")), Type.REAL);
            }
            case "//" -> whole(BinaryOperator.INT_DIVIDE, binary);
            case "%" -> whole(BinaryOperator.REMAINDER, binary);
            case "**" -> power(binary);
            default -> throw new IllegalStateException("no operator " + binary.operator());
        };
    }

    private Expr arithmetic(BinaryOperator operator, Syntax.Binary binary, String verb) {
        return numeric(operator, number(binary.left(), verb), number(binary.right(), verb));
    }

    private static Expr numeric(BinaryOperator operator, Expr left, Expr right) {
        boolean whole = left.type().equals(Type.INT) && right.type().equals(Type.INT);
        return whole
                ? new Expr.Binary(operator, left, right, Type.INT)
                : new Expr.Binary(operator, real(left), real(right), Type.REAL);
    }

    private Expr whole(BinaryOperator operator, Syntax.Binary binary) {
        Expr left = number(binary.left(), "divide");
        Expr right = number(binary.right(), "divide by");
        if (!left.type().equals(Type.INT) || !right.type().equals(Type.INT)) {
            throw problem(
                    binary.offset(), "'" + operator.symbol() + "' needs whole numbers on both sides; use / or floor()");
        }
        return new Expr.Binary(operator, left, right, Type.INT);
    }

    private Expr power(Syntax.Binary binary) {
        Expr base = number(binary.left(), "raise");
        Expr exponent = number(binary.right(), "raise to");
        if (exponent instanceof Expr.Constant constant
                && constant.value() instanceof Value.Int i
                && i.value() >= 1
                && i.value() <= LARGEST_EXPANDED_POWER) {
            if (!growth.add((int) i.value())) {
                throw tooLong(binary.offset());
            }
            Expr product = base;
            for (long k = 1; k < i.value(); k++) {
                product = numeric(BinaryOperator.MULTIPLY, product, base);
            }
            return limited(binary, product);
        }
        return new Expr.Binary(BinaryOperator.POWER, real(base), real(exponent), Type.REAL);
    }

    private Expr order(BinaryOperator operator, Syntax.Binary binary) {
        Expr left = number(binary.left(), "compare");
        Expr right = number(binary.right(), "compare");
        boolean whole = left.type().equals(right.type());
        return new Expr.Binary(operator, whole ? left : real(left), whole ? right : real(right), Type.BOOL);
    }

    private Expr equality(BinaryOperator operator, Syntax leftSyntax, Syntax rightSyntax, int offset) {
        boolean labelFirst = bareLabel(leftSyntax) != null && bareLabel(rightSyntax) == null;
        Syntax first = labelFirst ? rightSyntax : leftSyntax;
        Syntax second = labelFirst ? leftSyntax : rightSyntax;
        Expr left = check(first);
        Expr right = left.type().kind() == Type.Kind.ROW ? row(second, left.type()) : check(second);
        if (left.type().numeric() && right.type().numeric()) {
            boolean whole = left.type().equals(right.type());
            return new Expr.Binary(operator, whole ? left : real(left), whole ? right : real(right), Type.BOOL);
        }
        if (!left.type().equals(right.type())) {
            throw problem(offset, "cannot compare " + left.type() + " with " + right.type());
        }
        return new Expr.Binary(operator, left, right, Type.BOOL);
    }

    private Expr in(Syntax.In in) {
        return in.options().stream()
                .map(option -> equality(BinaryOperator.EQUAL, in.left(), option, in.offset()))
                .reduce((left, right) -> new Expr.Binary(BinaryOperator.OR, left, right, Type.BOOL))
                .orElseThrow(() -> problem(in.offset(), "'in' needs at least one value"));
    }

    private Expr select(Expr condition, Expr then, Expr otherwise, int offset) {
        List<Expr> branches = unified(List.of(then, otherwise), offset, "the branches of 'if'");
        return new Expr.Select(
                condition, branches.get(0), branches.get(1), branches.get(0).type());
    }

    /** The expressions with one type: ints among reals become reals. */
    private List<Expr> unified(List<Expr> exprs, int offset, String what) {
        Type type = exprs.get(0).type();
        boolean mixed = exprs.stream().anyMatch(e -> !e.type().equals(type));
        if (!mixed) {
            return exprs;
        }
        if (exprs.stream().allMatch(e -> e.type().numeric())) {
            return exprs.stream().map(TypeChecker::real).toList();
        }
        Expr other =
                exprs.stream().filter(e -> !e.type().equals(type)).findFirst().orElseThrow();
        throw problem(offset, what + " have different types: " + type + " and " + other.type());
    }

    private Expr match(Syntax.Match match) {
        Expr subject = check(match.subject());
        if (subject.type().kind() != Type.Kind.ROW) {
            throw problem(match.offset(), "match needs a choice or a row of a table, found " + subject.type());
        }
        Set<String> covered = new LinkedHashSet<>();
        List<Expr> values = new ArrayList<>();
        for (Syntax.Arm arm : match.arms()) {
            for (Token label : arm.labels()) {
                checkLabel(label.text(), subject.type(), label.offset());
                if (!covered.add(label.text())) {
                    throw problem(label.offset(), "'" + label.text() + "' is matched twice");
                }
            }
            values.add(check(arm.value()));
        }
        Syntax otherwise = match.otherwise();
        if (otherwise == null) {
            checkExhaustive(match, subject.type(), covered);
        } else {
            values.add(check(otherwise));
        }
        if (values.isEmpty()) {
            throw problem(match.offset(), "match has no arms");
        }
        List<Expr> unified = unified(values, match.offset(), "the arms of 'match'");
        List<Expr.Arm> arms = new ArrayList<>();
        for (int i = 0; i < match.arms().size(); i++) {
            List<String> labels =
                    match.arms().get(i).labels().stream().map(Token::text).toList();
            arms.add(new Expr.Arm(labels, unified.get(i)));
        }
        Expr last = otherwise == null ? null : unified.get(unified.size() - 1);
        return new Expr.Match(subject, arms, last, unified.get(0).type());
    }

    private void checkExhaustive(Syntax.Match match, Type type, Set<String> covered) {
        TableSchema table = scope.table(type.table());
        Map<String, Value.Row> choices = table == null ? null : table.choices();
        if (choices == null) {
            throw problem(
                    match.offset(),
                    "the rows of table '" + type + "' are not fixed here; end the match with 'else ->'");
        }
        Set<String> missing = new LinkedHashSet<>(choices.keySet());
        missing.removeAll(covered);
        if (!missing.isEmpty()) {
            throw problem(match.offset(), "match does not cover " + String.join(", ", missing));
        }
    }

    private Expr call(Syntax.Call call) {
        return switch (call.function()) {
            case "min", "least" -> extreme(BinaryOperator.MIN, call);
            case "max", "greatest" -> extreme(BinaryOperator.MAX, call);
            case "abs" -> {
                Expr argument = onlyArgument(call);
                yield new Expr.Unary(UnaryOperator.ABS, argument, argument.type());
            }
            case "floor" -> toWhole(UnaryOperator.FLOOR, call);
            case "ceil" -> toWhole(UnaryOperator.CEIL, call);
            case "round" -> toWhole(UnaryOperator.ROUND, call);
            case "sqrt" -> new Expr.Unary(UnaryOperator.SQRT, real(onlyArgument(call)), Type.REAL);
            case "log2" -> new Expr.Unary(UnaryOperator.LOG2, real(onlyArgument(call)), Type.REAL);
            default -> inlined(call);
        };
    }

    private Expr extreme(BinaryOperator operator, Syntax.Call call) {
        return call.arguments().stream()
                .map(argument -> number(argument, "compare"))
                .reduce((left, right) -> numeric(operator, left, right))
                .orElseThrow(() -> problem(call.offset(), call.function() + " needs at least 1 argument, found 0"));
    }

    private Expr toWhole(UnaryOperator operator, Syntax.Call call) {
        Expr argument = onlyArgument(call);
        return argument.type().equals(Type.INT) ? argument : new Expr.Unary(operator, argument, Type.INT);
    }

    private Expr onlyArgument(Syntax.Call call) {
        if (call.arguments().size() != 1) {
            throw problem(
                    call.offset(),
                    call.function() + " needs 1 argument, found "
                            + call.arguments().size());
        }
        return number(call.arguments().get(0), "compute " + call.function() + " of");
    }

    private Expr inlined(Syntax.Call call) {
        String name = call.function();
        Declaration.DefDecl function = scope.function(name);
        if (function == null) {
            List<String> known = new ArrayList<>(FUNCTIONS);
            known.addAll(scope.functionNames());
            throw problem(
                    call.offset(), name.length(), "unknown function '" + name + "'" + NearestName.hint(name, known));
        }
        if (calls.contains(name)) {
            throw problem(call.offset(), "function '" + name + "' calls itself; every formula must end");
        }
        if (call.arguments().size() != function.parameters().size()) {
            throw problem(
                    call.offset(),
                    name + " needs " + function.parameters().size() + " arguments, found "
                            + call.arguments().size());
        }
        Map<String, Expr> bound = new HashMap<>();
        for (int i = 0; i < call.arguments().size(); i++) {
            bound.put(
                    function.parameters().get(i).text(), check(call.arguments().get(i)));
        }
        Set<String> deeper = new HashSet<>(calls);
        deeper.add(name);
        TypeChecker body = new TypeChecker(scope, scope.sourceOfFunction(name), bound, deeper, growth);
        return limited(call, body.check(function.body()));
    }

    private Expr number(Syntax syntax, String verb) {
        Expr expr = check(syntax);
        if (!expr.type().numeric()) {
            throw problem(
                    syntax.offset(),
                    String.format(Locale.ROOT, "cannot %s %s, which is %s", verb, shown(syntax), expr.type()));
        }
        return expr;
    }

    private Expr bool(Syntax syntax) {
        Expr expr = check(syntax);
        if (expr.type().kind() != Type.Kind.BOOL) {
            throw problem(syntax.offset(), "expected true or false, found " + expr.type());
        }
        return expr;
    }

    private static String shown(Syntax syntax) {
        if (syntax instanceof Syntax.Name name) {
            return "'" + name.name() + "'";
        }
        return syntax instanceof Syntax.Literal literal ? "'" + literal.value() + "'" : "this";
    }

    private static Expr real(Expr expr) {
        if (expr.type().equals(Type.REAL)) {
            return expr;
        }
        if (expr instanceof Expr.Constant constant && constant.value() instanceof Value.Int i) {
            return new Expr.Constant(new Value.Real(i.value()), Type.REAL);
        }
        return new Expr.Unary(UnaryOperator.TO_REAL, expr, Type.REAL);
    }

    private static Expr constant(Value value) {
        if (value instanceof Value.Int) {
            return new Expr.Constant(value, Type.INT);
        }
        if (value instanceof Value.Real) {
            return new Expr.Constant(value, Type.REAL);
        }
        return new Expr.Constant(value, value instanceof Value.Bool ? Type.BOOL : Type.TEXT);
    }

    private InputException problem(int offset, String message) {
        return problem(offset, 1, message);
    }

    private InputException problem(int offset, int length, String message) {
        return new InputException(source.problem(offset, length, message));
    }
}
