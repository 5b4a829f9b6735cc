package dev.memsweep.cli;

import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.Sweep;
import dev.memsweep.spec.SweepSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which set-ups of a model fit its devices; where none does, what to change. */
final class FitSearch {
    /** More rows would take minutes. */
    private static final long MOST_ROWS = 2_000_000_000L;

    private FitSearch() {}

    /**
     * The answer for one device.
     *
     * @param space where was looked
     * @param device its name
     * @param found what was found
     * @param changes what would make rows fit that do not; of no rows where something fits
     */
    record Answer(FitSpace space, Value device, FitRanking.Group found, FitChanges.Found changes) {
        /** The values of a row. */
        NumberReading reading(long row) {
            Sweep sweep = space.sweep();
            return new NumberReading(
                    sweep.formulas(), sweep.inputsAt(sweep.grid().coordinates(row)));
        }
    }

    /**
     * Looks for set-ups on each of the devices.
     *
     * @param spec names one model
     * @param top how many are wanted of each device
     * @param nearest how many are wanted that nearly fit, with changes to them, where nothing does
     * @param every whether set-ups that differ in what is within a layout are wanted too, not only the best of each
     */
    static List<Answer> answers(
            SweepSpec spec,
            FitUse use,
            FitObjective objective,
            int top,
            int nearest,
            boolean every,
            Binder binder,
            Session session) {
        FitSpace space = FitSpace.of(spec, use, binder);
        Sweep sweep = space.sweep();
        GridSize size = GridSize.of(sweep.grid());
        if (size.rows().bitLength() >= Long.SIZE || size.rows().longValue() > MOST_ROWS) {
            throw new Failure(ExitCode.LIMIT, size.sentence("this search has", "set-ups") + "; give fewer values");
        }
        List<Value> devices = space.values(FitSpace.DEVICE);
        boolean several = sweep.grid().axisOf(FitSpace.DEVICE) == 0;
        int[] groupOf = several
                ? IntStream.range(0, devices.size()).toArray()
                : new int[sweep.grid().axes().get(0).size()];
        List<FitRanking.Group> groups = FitRanking.rank(
                sweep,
                groupOf,
                new FitRanking.Wanted(objective, top, nearest, every ? -1 : space.layoutAxis()),
                session);
        List<Long> misses = new ArrayList<>();
        groups.stream().filter(group -> group.fitting() == 0).forEach(group -> misses.addAll(group.nearest()));
        FitChanges.Found changes = misses.isEmpty()
                ? new FitChanges.Found(sweep, Map.of())
                : FitChanges.of(space, misses, binder, session);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            answers.add(new Answer(space, devices.get(i), groups.get(i), changes));
        }
        return answers;
    }
}
