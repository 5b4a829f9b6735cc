package dev.memsweep.formula;

import java.math.BigDecimal;
import java.util.Map;

/** A value of the language. */
public sealed interface Value {

    /** An exact 64-bit whole number. */
    record Int(long value) implements Value {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A finite IEEE double. */
    record Real(double value) implements Value {
        @Override
        public String toString() {
            boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
            return whole ? new BigDecimal(value).toPlainString() : Double.toString(value);
        }
    }

    /** True or false. */
    record Bool(boolean value) implements Value {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A text attribute of a row. */
    record Text(String value) implements Value {
        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * A row of a table: a model, a device, a choice.
     *
     * @param table the table it belongs to
     * @param label its name, unique in the table
     * @param attributes value by attribute; an attribute that the row does not know is missing
     */
    record Row(String table, String label, Map<String, Value> attributes) implements Value {
        /** Copies the attributes. */
        public Row {
            attributes = Map.copyOf(attributes);
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
