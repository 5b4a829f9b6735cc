package dev.memsweep.cli;

import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.serve.ApiRequest;
import dev.memsweep.serve.ExplorerServer;
import dev.memsweep.serve.Limits;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code serve}: a page over the engine, for this machine alone. */
final class ServeCommand implements Command {
    private static final String PORT = "--port";
    private static final String DEADLINE = "--deadline";
    private static final int USUAL_PORT = 8321;
    private static final int PORTS_TRIED = 20;
    private static final int MOST_PORT = 65_535;
    private static final int USUAL_DEADLINE = 10;
    private static final int MOST_DEADLINE = 3600;

    /** As many as keep the processors busy while one of them binds or prints. */
    private static final int EVALUATIONS = 2;

    private static final int MOST_WAITING = 256;
    private static final int PART_OF_HEAP = 4;

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "Serve the explorer: a page on this machine where set-ups and specs are looked at, each answer computed live.";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "[SPEC.yaml]... [OPTION]...",
                "memsweep serve",
                "memsweep serve sweeps/specs/training-grid.yaml",
                "memsweep serve sweeps/specs/*.yaml --port 0");
        spec.addPositional(Options.words("SPEC.yaml", "Sweep specs to explore.", "0..*"));
        spec.addOption(Options.value(
                "N", "Where to listen (default: " + USUAL_PORT + ", else the next that is free; 0: any).", PORT));
        spec.addOption(Options.value("N", "Threads of one answer (default: one a processor).", SweepCommand.THREADS));
        spec.addOption(Options.value(
                "SECONDS", "After how long an answer is given up (default: " + USUAL_DEADLINE + ").", DEADLINE));
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) throws IOException {
        Flags flags = Flags.parse(arguments, options());
        Optional<Integer> port = flags.value(PORT).map(written -> number(PORT, written, 0, MOST_PORT));
        int deadline = flags.value(DEADLINE)
                .map(written -> number(DEADLINE, written, 1, MOST_DEADLINE))
                .orElse(USUAL_DEADLINE);
        int threads = SweepCommand.threads(flags, session);
        Limits limits = new Limits(
                Duration.ofSeconds(deadline),
                EVALUATIONS,
                MOST_WAITING,
                Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
        Explorer explorer = new Explorer(flags.words(), threads, limits, session);
        ExplorerServer server = start(port, explorer, limits, session.console());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "memsweep-serve-end"));
        session.console().line("explorer at http://127.0.0.1:" + server.port() + "/ (Ctrl-C ends it)");
        session.console().flush();
        server.warmUp(firstRequests(explorer));
        server.awaitClose();
        return ExitCode.DONE;
    }

    /** What the page asks first, of a formula set and of the first spec. */
    private static List<ApiRequest> firstRequests(Explorer explorer) {
        List<String> targets = new ArrayList<>(List.of(
                ReportRequests.API + "describe?word=training",
                ReportRequests.API + "fit?model=llama-3.1-70b&device=h100-sxm-80gb&gpus=64",
                ReportRequests.API + "explain?model=llama-3.1-70b&formulas=training"));
        explorer.sweeps().entrySet().stream()
                .limit(1)
                .map(spec -> new ReportRequests(spec.getKey(), spec.getValue()))
                .filter(ReportRequests::hasPictures)
                .forEach(requests -> targets.addAll(requests.of(Set.of("map", "breakdown"))));
        return targets.stream().map(ReportRequests::parsed).toList();
    }

    private static ExplorerServer start(Optional<Integer> asked, Explorer explorer, Limits limits, Console console)
            throws IOException {
        int first = asked.orElse(USUAL_PORT);
        int tried = asked.isPresent() ? 1 : PORTS_TRIED;
        for (int port = first; ; port++) {
            try {
                return new ExplorerServer(
                        port,
                        new ServedCommands(explorer),
                        limits,
                        bug -> console.error("internal error: " + Trouble.stackTrace(bug)));
            } catch (BindException e) {
                if (port + 1 >= first + tried) {
                    throw new Failure(ExitCode.FILES, "port " + first + " is in use; try " + PORT + " 0", e);
                }
            }
        }
    }

    private static int number(String option, String written, int least, int most) {
        if (!written.matches("[0-9]{1,6}") || Integer.parseInt(written) < least || Integer.parseInt(written) > most) {
            throw new InputException(
                    Location.of(option),
                    "must be a whole number from " + least + " to " + most + ", found '" + written + "'");
        }
        return Integer.parseInt(written);
    }
}
