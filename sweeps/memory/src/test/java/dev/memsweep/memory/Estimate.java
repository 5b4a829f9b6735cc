package dev.memsweep.memory;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.Derivation;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.OutputSpec;
import dev.memsweep.spec.SweepSpec.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What shipped formulas say of one set-up. */
final class Estimate {
    private static final Location TEST = Location.of("test");
    private static final String ANSWER = "answer";

    private Estimate() {}

    /**
     * The value of an expression.
     *
     * @param formulas name of a shipped set
     * @param parameters as in {@code model=opt-13b tp=2}
     */
    static Value of(String formulas, String parameters, String expression) {
        List<Setting> fixed = new ArrayList<>();
        for (String setting : parameters.split(" ", -1)) {
            int equals = setting.indexOf('=');
            fixed.add(new Setting(setting.substring(0, equals), Item.of(setting.substring(equals + 1), TEST), TEST));
        }
        SweepSpec spec = new SweepSpec(
                TEST,
                "",
                "",
                List.of(Item.of(formulas, TEST)),
                List.of(),
                fixed,
                List.of(),
                List.of(new Derivation(ANSWER, Item.of(expression, TEST), "", "", TEST)),
                List.of(),
                List.of(Item.of(ANSWER, TEST)),
                OutputSpec.NONE);
        Sweep sweep = new Binder(new MemoryModel(Path.of("")), new Catalog(List.of(MemoryModel.tables()))).bind(spec);
        return new NumberReading(sweep.formulas(), sweep.inputsAt(new int[0])).value(ANSWER);
    }

    /** The value of an expression over the inference formulas that is a whole number. */
    static long bytes(String parameters, String expression) {
        return ((Value.Int) of("inference", parameters, expression)).value();
    }

    /** The value of a number. */
    static double number(Value value) {
        return value instanceof Value.Int whole ? whole.value() : ((Value.Real) value).value();
    }
}
