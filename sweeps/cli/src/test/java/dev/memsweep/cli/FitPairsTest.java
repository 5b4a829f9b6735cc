package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.formula.FormulaLibrary;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NumberReading;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SweepSpec;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every model on every device, on one GPU or on eight: what is said to fit does, and where nothing does, each change
 * that is told makes it fit.
 */
@Timeout(300)
@Tag("exhaustive")
final class FitPairsTest {
    /** A server's, which reads nothing twice. */
    private static final Sources SOURCES = new ServedSources(new LocalSources(Path.of("")), Map.of());

    private static final FormulaLibrary LIBRARY = SOURCES.library();
    private static final Catalog CATALOG = SOURCES.catalog(note -> {});

    /** Totals that were derived again, by model and set-up: they are the same on all devices. */
    private final Map<String, Value> totals = new ConcurrentHashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"training", "inference"})
    void everyPairIsAnswered(String name) {
        FitUse use = FitUse.of(Optional.of(name));
        FormulaSet formulas = FormulaSet.load(List.of(name), LIBRARY, Location.of(""));
        Set<String> models = names(formulas, "model");
        Set<String> devices = names(formulas, "device");
        Binder binder = new Binder(LIBRARY, CATALOG);
        Environment environment = new Environment(Map.of(), Path.of(""), false, false, 100);
        OutputStream nowhere = OutputStream.nullOutputStream();
        Session session = new Session(new Console(nowhere, nowhere, environment), environment);
        FitObjective objective =
                FitObjective.named(use.objectives().keySet().iterator().next(), use);
        List<String> counts = List.of("1", "8");
        List<String> inOrder = List.copyOf(models);
        long answered = IntStream.range(0, inOrder.size())
                .parallel()
                .mapToLong(i -> {
                    String model = inOrder.get(i);
                    String gpus = counts.get(i % counts.size());
                    SpecEditor editor = new SpecEditor(use.space());
                    editor.assign("model", model, Location.of(""));
                    editor.assign("device", String.join(",", devices), Location.of(""));
                    editor.assign(use.gpus(), gpus, Location.of(""));
                    SweepSpec spec = editor.result();
                    List<FitSearch.Answer> answers =
                            FitSearch.answers(spec, use, objective, 1, 1, false, binder, session);
                    answers.forEach(answer -> check(answer, model + " on " + gpus + " x " + answer.device()));
                    return answers.size();
                })
                .sum();
        assertThat(answered).isEqualTo((long) models.size() * devices.size());
    }

    private static Set<String> names(FormulaSet formulas, String table) {
        TableSchema schema = Objects.requireNonNull(formulas.tables().get(table));
        return CATALOG.table(schema).rows().keySet();
    }

    private void check(FitSearch.Answer answer, String pair) {
        FitRanking.Group found = answer.found();
        assertThat(found.seen()).as(pair).isPositive();
        if (found.fitting() > 0) {
            assertThat(found.best()).as(pair).isNotEmpty();
            long below = answer.space().sweep().grid().rows()
                    / answer.space().values("device").size();
            found.best().forEach(row -> checkFits(answer.reading(row), pair + " row " + row % below, pair));
            return;
        }
        int changes = 0;
        for (long row : found.nearest()) {
            changes += answer.changes().of(row).size();
            for (FitChanges.Change change : answer.changes().of(row)) {
                Map<String, Value> point = new TreeMap<>(change.point());
                point.remove("device");
                checkFits(answer.changes().reading(change), pair + " row " + point, pair + " with " + change);
            }
        }
        assertThat(changes).as("changes for " + pair).isPositive();
    }

    /** Checks that a set-up is legal and fits, by the reading that {@code estimate} uses. */
    private void checkFits(NumberReading reading, String setUp, String what) {
        String key = setUp.replaceFirst(" x .* row", " row");
        Value total = totals.get(key);
        if (total == null) {
            assertThat(reading.value(FitRanking.LEGALITY).toString()).as(what).isEqualTo("legal");
            assertThat(reading.value(FitRanking.FITS)).as(what).isEqualTo(new Value.Bool(true));
            total = reading.value("total_bytes");
            totals.put(key, total);
        }
        long device = ((Value.Int) reading.value("device_bytes")).value();
        assertThat(((Value.Int) total).value()).as(what).isLessThanOrEqualTo(device);
    }
}
