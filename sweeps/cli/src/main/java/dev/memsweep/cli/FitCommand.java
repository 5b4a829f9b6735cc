package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecPrinter;
import dev.memsweep.spec.SweepSpec;
import dev.memsweep.spec.SweepSpec.AxisSpec;
import dev.memsweep.spec.SweepSpec.AxisValues;
import dev.memsweep.spec.SweepSpec.Item;
import dev.memsweep.spec.SweepSpec.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code fit}: the set-ups that fit, best first; where none does, what to change. */
final class FitCommand implements Command {
    static final String FOR = "--for";
    static final String BY = "--by";
    private static final String GPUS = "--gpus";
    private static final String TOP = "--top";
    private static final String EVERY = "--every";
    private static final String MODEL = "model";
    private static final int DEFAULT_TOP = 10;
    private static final int NEAREST = 3;
    private static final int MOST_TOP = 1000;

    @Override
    public String name() {
        return "fit";
    }

    @Override
    public String summary() {
        return "Which set-ups of a model fit these devices, best first? Where none does: what would make one fit.";
    }

    @Override
    public boolean takesParameters() {
        return true;
    }

    @Override
    public Arguments sources(Arguments arguments) {
        List<Arguments.Argument> all = new ArrayList<>(arguments.list());
        all.add(new Arguments.Argument(Options.FORMULAS, use(arguments).name()));
        return new Arguments(all);
    }

    @Override
    public Map<String, String> settings(Arguments arguments) {
        Map<String, String> settings = new HashMap<>();
        use(arguments)
                .space()
                .fixed()
                .forEach(setting ->
                        settings.put(setting.parameter(), setting.value().text()));
        return settings;
    }

    private static FitUse use(Arguments arguments) {
        return FitUse.of(arguments.values(FOR).stream().findFirst());
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "--model NAME [--device NAME[,NAME...]] [--gpus N] [--for training|inference] [OPTION]...",
                "memsweep fit --model llama-3.1-70b --device h100-80gb --gpus 64",
                "memsweep fit --model llama-3.1-70b --gpus 8,16,32,64 --by gpus --seq-len 8k",
                "memsweep fit --for inference --model qwen3-32b --device l40s,a100-80gb --gpus 2 --top 3",
                "memsweep fit --model mixtral-8x7b --gpus 16 --zero 1 --by \"headroom_bytes desc\" --format json");
        spec.addOption(OptionSpec.builder(Options.value("USE", "What for: training (default) or inference.", FOR))
                .completionCandidates(FitUse.NAMES)
                .build());
        spec.addOption(Options.value("N", "GPUs, one number or several (default 8).", GPUS));
        spec.addOption(Options.value(
                "NAME|COLUMN",
                "What is best: for training speed (default), memory, batch or gpus; for inference concurrency "
                        + "(default), context, latency, replicas, memory or gpus; or columns, as in headroom_bytes desc.",
                BY));
        spec.addOption(Options.value("N", "How many set-ups to show of each device (default 10).", TOP));
        spec.addOption(Options.flag("Show every set-up, not only the best of each tuple of degrees.", EVERY));
        Options.addCatalog(spec);
        Options.addRefinements(spec);
        spec.addOption(Options.format());
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) {
        FitUse use = use(arguments);
        Question question = Question.of(arguments, this, session, use.space());
        Flags flags = question.flags();
        Format format = Format.of(flags.value(Options.FORMAT));
        int top = flags.value(TOP).map(FitCommand::top).orElse(DEFAULT_TOP);
        SweepSpec spec = complete(question.spec(), flags, use);
        String by = flags.value(BY)
                .orElseGet(() -> use.objectives().keySet().iterator().next());
        FitObjective objective = FitObjective.of(by, use);
        Set<String> derived = new HashSet<>();
        spec.derive().forEach(derivation -> derived.add(derivation.name()));
        objective.check(question.formulas(), derived, use);
        List<SweepSpec> models = models(spec);
        Binder binder = new Binder(session.library(), session.shippedCatalog());
        if (flags.has(Options.PRINT_SPEC)) {
            if (models.size() > 1) {
                throw new InputException(
                        Location.of(Options.PRINT_SPEC), "the search differs by model; give one model");
            }
            session.console()
                    .print(SpecPrinter.print(
                            FitSpace.of(models.get(0), use, binder).asSpec()));
            return ExitCode.DONE;
        }
        List<FitSearch.Answer> answers = new ArrayList<>();
        for (SweepSpec model : models) {
            answers.addAll(FitSearch.answers(model, use, objective, top, NEAREST, flags.has(EVERY), binder, session));
        }
        boolean chosen = !flags.values(Options.COLUMNS).isEmpty();
        new FitReport(use, objective, answers, chosen, session.console()).print(format);
        return answers.stream().anyMatch(answer -> answer.found().fitting() > 0) ? ExitCode.DONE : ExitCode.NO;
    }

    private static int top(String written) {
        if (!written.matches("[0-9]{1,4}") || written.matches("0+") || Integer.parseInt(written) > MOST_TOP) {
            throw new InputException(
                    Location.of(TOP), "must be a whole number from 1 to " + MOST_TOP + ", found '" + written + "'");
        }
        return Integer.parseInt(written);
    }

    /** The spec with the GPUs, and what follows from parameters that are given. */
    private static SweepSpec complete(SweepSpec spec, Flags flags, FitUse use) {
        SpecEditor editor = new SpecEditor(spec);
        editor.assign(use.gpus(), flags.value(GPUS).orElse(use.defaultGpus()), Location.of(GPUS));
        Set<String> given = new HashSet<>();
        spec.fixed().forEach(setting -> given.add(setting.parameter()));
        spec.axes().forEach(axis -> given.addAll(axis.parameters().keySet()));
        spec.derive().forEach(derivation -> given.add(derivation.name()));
        for (String parameter : given) {
            use.follows(parameter).ifPresent(text -> {
                if (!given.contains(text.substring(0, text.indexOf('=')))) {
                    editor.addDerivation(text, Location.of("--" + parameter.replace('_', '-')));
                }
            });
        }
        return editor.result();
    }

    /** A spec for each of the models. */
    private static List<SweepSpec> models(SweepSpec spec) {
        List<SweepSpec> models = new ArrayList<>();
        List<AxisSpec> others = new ArrayList<>(spec.axes());
        for (AxisSpec axis : spec.axes()) {
            if (axis.name().equals(MODEL) && axis.values() instanceof AxisValues.Listed listed) {
                others.remove(axis);
                for (Item item : listed.items()) {
                    List<Setting> fixed = new ArrayList<>(spec.fixed());
                    fixed.add(0, new Setting(MODEL, item, axis.location()));
                    models.add(FitSpace.withAxes(spec, fixed, others));
                }
            }
        }
        if (!models.isEmpty()) {
            return models;
        }
        if (spec.fixed().stream().noneMatch(setting -> setting.parameter().equals(MODEL))) {
            throw new InputException(
                    Location.of("--" + MODEL), "is missing; name a model, as in --model llama-3.1-70b");
        }
        return List.of(spec);
    }
}
