package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads expressions by recursive descent, loosest binding first; the grammar is in the package description.
 *
 * <p>The first mistake ends the parse: what follows a broken expression cannot be told apart from it.
 */
class ExpressionParser extends TokenReader {
    /** Deepest nesting of an expression: bounds the stack of every reading. */
    static final int DEEPEST = 200;

    /** Most nodes of one expression. */
    static final int MOST_NODES = 5_000;

    static final Set<String> RESERVED = Set.of(
            "include", "table", "choice", "param", "def", "let", "if", "then", "else", "match", "and", "or", "not",
            "in", "between", "true", "false");

    static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("KB", 1_000L),
            Map.entry("MB", 1_000_000L),
            Map.entry("GB", 1_000_000_000L),
            Map.entry("TB", 1_000_000_000_000L),
            Map.entry("KiB", 1L << 10),
            Map.entry("MiB", 1L << 20),
            Map.entry("GiB", 1L << 30),
            Map.entry("TiB", 1L << 40),
            Map.entry("k", 1L << 10),
            Map.entry("M", 1_000_000L),
            Map.entry("B", 1_000_000_000L),
            Map.entry("T", 1_000_000_000_000L));

    private int depth;
    private int nodes;

    ExpressionParser(Source source) {
        super(source);
    }

    /** Whether {@code name} can name a parameter, formula or column. */
    static boolean isUsableName(String name) {
        return Lexer.isName(name) && !RESERVED.contains(name);
    }

    /** The syntax of a source that is one expression. */
    static Syntax parse(Source source) {
        ExpressionParser parser = new ExpressionParser(source);
        if (parser.peek().kind() == Token.Kind.END) {
            throw new InputException(source.problem(0, 1, "the expression is empty"));
        }
        Syntax expression = parser.expression();
        Token rest = parser.peek();
        if (rest.kind() == Token.Kind.NAME && parser.previous().kind() == Token.Kind.NUMBER) {
            throw parser.problem(
                    rest,
                    "unknown unit '" + rest.text() + "'"
                            + NearestName.hint(rest.text(), new TreeSet<>(UNITS.keySet())));
        }
        if (rest.kind() != Token.Kind.END) {
            throw parser.unexpected(rest, "an operator or the end");
        }
        return expression;
    }

    /** The next expression, with a fresh count of its nodes. */
    final Syntax body() {
        nodes = 0;
        return expression();
    }

    /** A number, text or truth value, with a sign if any. */
    final Syntax constant() {
        Token token = peek();
        if (accept("-")) {
            return new Syntax.Unary("-", number(expect(Token.Kind.NUMBER, "a number")), token.offset());
        }
        return primary();
    }

    /** A row's name: a word, or quoted when it has other characters. */
    final Token label() {
        Token token = peek();
        if (token.kind() == Token.Kind.TEXT || token.kind() == Token.Kind.NAME) {
            return next();
        }
        throw unexpected(token, "a label; quote it if it is not a plain word");
    }

    final Syntax expression() {
        if (++depth > DEEPEST) {
            throw problem(peek(), "nested deeper than " + DEEPEST + " levels");
        }
        Syntax result = peek().is("if") ? conditional() : or();
        depth--;
        return result;
    }

    private Syntax conditional() {
        int offset = next().offset();
        Syntax condition = expression();
        expect("then");
        Syntax then = expression();
        expect("else");
        return new Syntax.If(condition, then, expression(), offset);
    }

    private Syntax or() {
        Syntax left = and();
        while (peek().is("or")) {
            left = binary(next(), left, and());
        }
        return left;
    }

    private Syntax and() {
        Syntax left = not();
        while (peek().is("and")) {
            left = binary(next(), left, not());
        }
        return left;
    }

    private Syntax not() {
        if (!peek().is("not")) {
            return comparison();
        }
        Token not = next();
        enter(not);
        Syntax argument = not();
        depth--;
        return counted(new Syntax.Unary("not", argument, not.offset()));
    }

    private Syntax comparison() {
        Syntax left = sum();
        Token operator = peek();
        switch (operator.text()) {
            case "==", "!=", "<", "<=", ">", ">=" -> {
                if (operator.kind() != Token.Kind.SYMBOL) {
                    return left;
                }
                next();
                Syntax result = binary(operator, left, sum());
                if (isComparison(peek())) {
                    throw problem(peek(), "comparisons cannot be chained; write a < b and b < c");
                }
                return result;
            }
            case "=" -> {
                if (operator.is("=")) {
                    throw problem(operator, "'=' assigns; use '==' to compare");
                }
                return left;
            }
            case "not" -> {
                if (!operator.is("not")
                        || !(peekSecond().is("in") || peekSecond().is("between"))) {
                    return left;
                }
                next();
                return new Syntax.Unary("not", membership(left), operator.offset());
            }
            default -> {
                return operator.is("in") || operator.is("between") ? membership(left) : left;
            }
        }
    }

    private Syntax membership(Syntax left) {
        Token word = next();
        if (word.is("between")) {
            Syntax low = sum();
            expect("and");
            Syntax high = sum();
            Syntax above = counted(new Syntax.Binary(">=", left, low, word.offset()));
            Syntax below = counted(new Syntax.Binary("<=", left, high, word.offset()));
            return new Syntax.Binary("and", above, below, word.offset());
        }
        expect("(");
        return counted(new Syntax.In(left, arguments(), word.offset()));
    }

    private Syntax sum() {
        Syntax left = product();
        while (peek().is("+") || peek().is("-")) {
            left = binary(next(), left, product());
        }
        return left;
    }

    private Syntax product() {
        Syntax left = sign();
        while (peek().is("*") || peek().is("/") || peek().is("//") || peek().is("%")) {
            left = binary(next(), left, sign());
        }
        return left;
    }

    private Syntax sign() {
        if (!peek().is("-")) {
            return power();
        }
        Token minus = next();
        enter(minus);
        Syntax argument = sign();
        depth--;
        return counted(new Syntax.Unary("-", argument, minus.offset()));
    }

    private Syntax power() {
        Syntax base = primary();
        if (!peek().is("**")) {
            return base;
        }
        Token operator = next();
        enter(operator);
        Syntax exponent = sign();
        depth--;
        return binary(operator, base, exponent);
    }

    private Syntax primary() {
        Token token = next();
        switch (token.kind()) {
            case NUMBER -> {
                return number(token);
            }
            case TEXT -> {
                return counted(new Syntax.Literal(new Value.Text(token.text()), token.offset()));
            }
            case NAME -> {
                return named(token);
            }
            default -> {
                if (!token.is("(")) {
                    throw unexpected(token, "a number, a name or '('");
                }
                Syntax inner = expression();
                if (!accept(")")) {
                    throw problem(peek(), "missing ')' for '(' at column " + column(token));
                }
                if (peek().is(".")) {
                    throw problem(peek(), "'.' follows the name of a parameter, not an expression");
                }
                return inner;
            }
        }
    }

    private int column(Token token) {
        int column = source.at(token.offset()).column();
        return column == 0 ? token.offset() + 1 : column;
    }

    private Syntax named(Token token) {
        switch (token.text()) {
            case "true", "false" -> {
                return counted(new Syntax.Literal(new Value.Bool(token.is("true")), token.offset()));
            }
            case "match" -> {
                return match(token);
            }
            default -> {
                if (RESERVED.contains(token.text())) {
                    throw unexpected(token, "a number, a name or '('");
                }
            }
        }
        if (accept("(")) {
            return counted(new Syntax.Call(token.text(), arguments(), token.offset()));
        }
        Syntax name = counted(new Syntax.Name(token.text(), token.offset()));
        if (!accept(".")) {
            return name;
        }
        Token attribute = expect(Token.Kind.NAME, "the name of an attribute");
        return counted(new Syntax.Attribute(name, attribute.text(), attribute.offset()));
    }

    private Syntax match(Token word) {
        Syntax subject = or();
        expect("{");
        List<Syntax.Arm> arms = new ArrayList<>();
        Syntax otherwise = null;
        while (!accept("}")) {
            if (otherwise != null) {
                throw problem(peek(), "'else' must be the last arm of a match");
            }
            if (accept("else")) {
                expect("->");
                otherwise = expression();
            } else {
                List<Token> labels = new ArrayList<>();
                do {
                    labels.add(label());
                } while (accept("|"));
                expect("->");
                arms.add(new Syntax.Arm(labels, expression()));
            }
            accept(",");
        }
        return counted(new Syntax.Match(subject, arms, otherwise, word.offset()));
    }

    private List<Syntax> arguments() {
        List<Syntax> arguments = new ArrayList<>();
        if (accept(")")) {
            return arguments;
        }
        do {
            arguments.add(expression());
        } while (accept(","));
        expect(")");
        return arguments;
    }

    private Syntax number(Token token) {
        Token unit = peek();
        boolean sameLine = source.text().substring(token.end(), unit.offset()).indexOf('\n') < 0;
        Long scale = unit.kind() == Token.Kind.NAME && sameLine ? UNITS.get(unit.text()) : null;
        if (scale != null) {
            next();
        }
        try {
            Value value = Numbers.parse(token.text(), scale == null ? 1 : scale);
            return counted(new Syntax.Literal(value, token.offset()));
        } catch (ArithmeticException e) {
            throw problem(token, String.valueOf(e.getMessage()));
        }
    }

    private Syntax binary(Token operator, Syntax left, Syntax right) {
        return counted(new Syntax.Binary(operator.text(), left, right, operator.offset()));
    }

    private Syntax counted(Syntax node) {
        if (++nodes > MOST_NODES) {
            throw new InputException(
                    source.problem(node.offset(), 1, "the formula is too long; the limit is " + MOST_NODES + " terms"));
        }
        return node;
    }

    private void enter(Token token) {
        if (++depth > DEEPEST) {
            throw problem(token, "nested deeper than " + DEEPEST + " levels");
        }
    }

    private static boolean isComparison(Token token) {
        return token.is("<") || token.is("<=") || token.is(">") || token.is(">=") || token.is("==") || token.is("!=");
    }
}
