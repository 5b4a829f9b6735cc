package dev.memsweep.spec;

import dev.memsweep.catalog.Scalars;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Parameter;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.SweepSpec.Item;
import java.math.BigDecimal;

/** Gives written values the type of their parameter and checks their range. */
final class ValueBinder {
    private final RowFinder rows;

    ValueBinder(RowFinder rows) {
        this.rows = rows;
    }

    /**
     * The value of a parameter.
     *
     * @throws InputException when it is not of the parameter's type or out of its range
     */
    Value value(Parameter parameter, Item item) {
        String what = "'" + parameter.name() + "'";
        Type type = parameter.type();
        if (type.kind() == Type.Kind.ROW) {
            return rows.row(parameter.name(), type.table(), item);
        }
        if (!item.attributes().isEmpty()) {
            throw new InputException(item.location(), what + " is " + type + ", not a row of a table");
        }
        if (item.quoted()) {
            throw new InputException(
                    item.location(), what + " is " + type + "; '" + item.text() + "' is quoted, which makes it text");
        }
        return Scalars.read(item.text(), type, parameter.range(), item.location(), what);
    }

    /**
     * A number that was computed for a parameter.
     *
     * @throws InputException when it has a fraction and the parameter none, or is out of range
     */
    static Value computed(Parameter parameter, BigDecimal number, Location location) {
        String text = number.stripTrailingZeros().toPlainString();
        Value value;
        try {
            value = parameter.type().equals(Type.INT)
                    ? new Value.Int(Numbers.wholeNumber(number, text))
                    : new Value.Real(number.doubleValue());
        } catch (ArithmeticException e) {
            throw new InputException(location, "axis '" + parameter.name() + "': " + e.getMessage());
        }
        if (!parameter.range().contains(value)) {
            throw new InputException(
                    location, "'" + parameter.name() + "' must be " + parameter.range() + ", found " + text);
        }
        return value;
    }
}
