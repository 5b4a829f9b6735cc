package dev.memsweep.formula;

/** Reads the constants of declarations: bounds, attribute values, defaults of attributes. */
final class Constants {
    private Constants() {}

    /** The value of a literal, as {@code type}. */
    static Value of(Syntax syntax, Type type, Source source) {
        Value value = literal(syntax, source);
        if (type.kind() == Type.Kind.REAL && value instanceof Value.Int i) {
            return new Value.Real(i.value());
        }
        if (type.kind() == Type.Kind.INT && value instanceof Value.Real r && isWhole(r.value())) {
            return new Value.Int((long) r.value());
        }
        if (kind(value) != type.kind()) {
            throw new InputException(
                    source.problem(syntax.offset(), 1, "expected a constant of type " + type + ", found " + value));
        }
        return value;
    }

    /** Whether {@code x} is a whole number that fits 64 bits. */
    static boolean isWhole(double x) {
        return x == Math.rint(x) && Math.abs(x) < Arithmetic.LONG_LIMIT;
    }

    private static Value literal(Syntax syntax, Source source) {
        if (syntax instanceof Syntax.Literal literal) {
            return literal.value();
        }
        if (syntax instanceof Syntax.Unary minus && minus.argument() instanceof Syntax.Literal literal) {
            return literal.value() instanceof Value.Int i
                    ? new Value.Int(-i.value())
                    : new Value.Real(-((Value.Real) literal.value()).value());
        }
        throw new InputException(source.problem(syntax.offset(), 1, "expected a constant"));
    }

    private static Type.Kind kind(Value value) {
        if (value instanceof Value.Int) {
            return Type.Kind.INT;
        }
        if (value instanceof Value.Real) {
            return Type.Kind.REAL;
        }
        return value instanceof Value.Bool ? Type.Kind.BOOL : Type.Kind.TEXT;
    }
}
