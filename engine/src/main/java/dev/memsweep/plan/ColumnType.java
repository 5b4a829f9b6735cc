package dev.memsweep.plan;

/** What an output column stores. */
public enum ColumnType {
    /** A whole number that fits 32 bits by its parameter's declared range. */
    INT32,
    /** A whole number. */
    INT64,
    /** An IEEE double, always finite. */
    REAL,
    /** True or false. */
    FLAG,
    /** A text out of the column's dictionary. */
    LABEL
}
