package dev.memsweep.bench.compare;

import dev.memsweep.bench.MarkdownSection;
import dev.memsweep.bench.track.Commands;
import dev.memsweep.bench.track.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench/compare}: memsweep and what a user would run instead, side by side. */
@Command(
        name = "bench/compare",
        mixinStandardHelpOptions = true,
        description = "Runs the reference workloads through memsweep and its peers, in turn, and prints ratios.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "2:wrong usage", "3:a contender fails, or its answer differs"})
public final class Compare implements Callable<Integer> {
    private static final List<String> WORKLOADS = List.of("w1", "w28", "w226");
    private static final Path MEMORY = Path.of("/dev/shm");

    @Parameters(
            arity = "0..*",
            paramLabel = "WORKLOAD",
            defaultValue = "w1 w28",
            split = " ",
            description = "w1 (3.5 million rows), w28 (28 million), w226 (226 million, takes minutes a round);"
                    + " by default ${DEFAULT-VALUE}.")
    private List<String> workloads = List.of();

    @Option(names = "--root", hidden = true, required = true)
    private Path root = Path.of("");

    @Option(names = "--rounds", paramLabel = "N", description = "Processes of each contender (${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where contenders write; by default in memory where there is /dev/shm.")
    private @Nullable Path out;

    @Option(
            names = "--readme",
            description =
                    "Write the tables into bench/README.md too, each in the place of the last one of its workload.")
    private boolean readme;

    private final PrintStream print = System.out;
    private final PrintStream progress = System.err;

    /** Runs the command and ends the process. */
    public static void main(String[] args) {
        System.exit(Commands.run(new CommandLine(new Compare()), args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        for (String workload : workloads) {
            if (!WORKLOADS.contains(workload)) {
                throw new IllegalArgumentException(
                        "no workload '" + workload + "'; known: " + String.join(", ", WORKLOADS));
            }
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds is " + rounds + "; it must be at least 1");
        }
        int threads = Runtime.getRuntime().availableProcessors();
        Path folder = Files.createTempDirectory(parent(), "memsweep-compare");
        try {
            Contenders contenders = new Contenders(root, folder, threads);
            StringBuilder head = new StringBuilder(head(threads));
            contenders.prepare().forEach(line -> head.append("- ").append(line).append('\n'));
            for (String workload : workloads) {
                String text = head + compared(workload, contenders);
                print.println(text);
                if (readme) {
                    MarkdownSection.replace(root.resolve("bench/README.md"), "compared " + workload, text);
                }
            }
            return Commands.DONE;
        } finally {
            PeerProcess.remove(folder);
        }
    }

    private Path parent() {
        if (out != null) {
            return out;
        }
        return Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private String head(int threads) {
        return String.format(
                Locale.ROOT,
                "%s; %d threads, %s, %d rounds, load %.2f at the start.%n",
                Machine.current().line(),
                threads,
                parent().equals(MEMORY) ? "files in memory" : "files on disk",
                rounds,
                Machine.load());
    }

    private String compared(String workload, Contenders contenders)
            throws IOException, InterruptedException, SQLException {
        List<Contender> all = contenders.of(workload);
        Map<Contender, List<Race.Result>> results = new LinkedHashMap<>();
        all.forEach(contender -> results.put(contender, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : all) {
                progress.printf(
                        Locale.ROOT,
                        "%s, round %d of %d, %s: %s%n",
                        workload,
                        round + 1,
                        rounds,
                        contender.task().words(),
                        contender.name());
                Race.Result result = Race.run(contender);
                Objects.requireNonNull(results.get(contender)).add(result);
                if (round == 0) {
                    check(contender, result, workload, all.get(0));
                }
                if (contender.output() != null) {
                    PeerProcess.remove(contender.output());
                }
            }
        }
        long rows = Reference.of(workload).rows();
        return CompareTable.of(workload, rows, results);
    }

    private @Nullable Answer first;
    private String firstOf = "";

    /** Holds the answer of a contender against that of the first one of its workload. */
    private void check(Contender contender, Race.Result result, String workload, Contender leader)
            throws IOException, SQLException {
        Answer answer = contender.output() == null ? Objects.requireNonNull(result.answer()) : read(contender.output());
        if (contender.equals(leader)) {
            first = answer;
            firstOf = contender.name();
        } else if (!answer.equals(first)) {
            throw new IOException(workload + ": " + contender.name() + " comes to " + answer + ", " + firstOf + " to "
                    + first + "; nothing is told of times");
        }
    }

    private static Answer read(Path output) throws SQLException {
        String files = Files.isDirectory(output) ? output + "/*.parquet" : output.toString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            return DuckDbPeer.answer(statement, "FROM read_parquet('" + files + "')");
        }
    }
}
