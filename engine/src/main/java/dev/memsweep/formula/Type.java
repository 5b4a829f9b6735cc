package dev.memsweep.formula;

/**
 * The type of an expression.
 *
 * @param kind the kind of value
 * @param table the table of a {@link Kind#ROW}, else empty
 */
public record Type(Kind kind, String table) {
    /** The kinds of value. */
    public enum Kind {
        /** 64-bit whole number. */
        INT,
        /** IEEE double. */
        REAL,
        /** True or false. */
        BOOL,
        /** Text attribute. */
        TEXT,
        /** Row of a table. */
        ROW
    }

    /** Whole numbers. */
    public static final Type INT = new Type(Kind.INT, "");
    /** Doubles. */
    public static final Type REAL = new Type(Kind.REAL, "");
    /** Truth values. */
    public static final Type BOOL = new Type(Kind.BOOL, "");
    /** Texts. */
    public static final Type TEXT = new Type(Kind.TEXT, "");

    /** Rows of a table. */
    public static Type rowOf(String table) {
        return new Type(Kind.ROW, table);
    }

    /** Whether it is a whole number or a real. */
    public boolean numeric() {
        return kind == Kind.INT || kind == Kind.REAL;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case INT -> "int";
            case REAL -> "real";
            case BOOL -> "bool";
            case TEXT -> "text";
            case ROW -> table;
        };
    }
}
