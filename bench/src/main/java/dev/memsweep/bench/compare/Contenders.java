package dev.memsweep.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds out which contenders there are on this machine, and makes those ready that have to be built or fetched. */
final class Contenders {
    /** Most runs of a process: the first is cold, the others are warm; enough for a compiler to have seen the code. */
    private static final int RUNS = 24;

    /** Seconds after which a process starts no other run. */
    private static final double BUDGET = 6;

    private static final String POLARS = "0.26.1";

    private final Path root;
    private final Path target;
    private final Path folder;
    private final int threads;
    private final List<String> skipped = new ArrayList<>();
    private boolean polars;
    private boolean gcc;

    /**
     * @param root of the repository
     * @param folder where contenders write
     */
    Contenders(Path root, Path folder, int threads) {
        this.root = root;
        this.target = root.resolve("bench/target/peers");
        this.folder = folder;
        this.threads = threads;
    }

    /** Makes ready what is not; returns a line for each contender that is missing, with the reason. */
    List<String> prepare() throws IOException, InterruptedException {
        Files.createDirectories(target);
        gcc = preparedGcc();
        polars = preparedPolars();
        return skipped;
    }

    private boolean preparedGcc() throws IOException, InterruptedException {
        if (!runs("gcc", "--version")) {
            skipped.add("C loop: skipped, there is no gcc");
            return false;
        }
        Path source = copied("hoisted.c", target);
        if (!runs("gcc", "-O3", "-march=native", "-pthread", "-o", binary().toString(), source.toString())) {
            skipped.add("C loop: skipped, gcc does not compile it");
            return false;
        }
        return true;
    }

    private boolean preparedPolars() throws IOException, InterruptedException {
        String architecture = System.getProperty("os.arch");
        if (!runs("npm", "--version") || !runs("node", "--version")) {
            skipped.add("Polars: skipped, there is no node with npm");
            return false;
        }
        if (!System.getProperty("os.name").equals("Linux") || !architecture.equals("amd64")) {
            skipped.add("Polars: skipped, its Node binding is taken for Linux on amd64 alone");
            return false;
        }
        Path node = Files.createDirectories(target.resolve("node"));
        copied("polars.mjs", node);
        if (Files.isDirectory(node.resolve("node_modules/nodejs-polars-linux-x64-gnu"))) {
            return true;
        }
        Files.writeString(node.resolve("package.json"), "{\"private\": true, \"type\": \"module\"}\n");
        String[] install = {
            "npm",
            "install",
            "--prefix",
            node.toString(),
            "--no-audit",
            "--no-fund",
            "nodejs-polars@" + POLARS,
            "nodejs-polars-linux-x64-gnu@" + POLARS
        };
        if (!runs(install)) {
            skipped.add("Polars: skipped, npm cannot install nodejs-polars " + POLARS);
            return false;
        }
        return true;
    }

    private Path binary() {
        return target.resolve("hoisted");
    }

    private static Path copied(String name, Path into) throws IOException {
        Path file = into.resolve(name);
        Files.writeString(file, PeerResource.text(name), StandardCharsets.UTF_8);
        return file;
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    /** The contenders for a workload, memsweep first for each task. */
    List<Contender> of(String workload) throws IOException {
        Path axes = folder.resolve("axes.txt");
        Files.writeString(axes, Reference.of(workload).lines());
        String runs = Integer.toString(RUNS);
        String budget = Double.toString(BUDGET);
        List<Contender> all = new ArrayList<>();
        all.add(command(workload));
        all.add(java("memsweep, in process", "memsweep", workload, "memsweep.parquet"));
        if (polars) {
            Path out = folder.resolve("polars.parquet");
            String script = target.resolve("node/polars.mjs").toString();
            List<String> words = List.of(
                    "env",
                    "POLARS_MAX_THREADS=" + threads,
                    "node",
                    script,
                    axes.toString(),
                    runs,
                    budget,
                    out.toString());
            all.add(new Contender("Polars, hoisted by hand, zstd", Contender.Task.FILE, words, out, true));
        }
        all.add(java("DuckDB, hoisted by hand", "duckdb-hoisted", workload, "duckdb-hoisted.parquet"));
        all.add(java("DuckDB, plain SQL", "duckdb-plain", workload, "duckdb-plain.parquet"));
        all.add(java("parquet-java, row by row", "parquet-java", workload, "parquet-java"));
        all.add(java("memsweep, in process", "memsweep-evaluation", workload, ""));
        if (gcc) {
            List<String> words = List.of(binary().toString(), axes.toString(), runs, Integer.toString(threads));
            all.add(new Contender("C loop, hoisted", Contender.Task.ANSWER, words, null, true));
        }
        all.add(java("DuckDB, hoisted by hand", "duckdb-evaluation", workload, ""));
        all.add(java("Java loop", "java-loop", workload, ""));
        return all;
    }

    /** The command as a user runs it. */
    private Contender command(String workload) {
        Path out = folder.resolve("command.parquet");
        String spec = "sweeps/specs/reference-" + workload.toLowerCase(Locale.ROOT) + ".yaml";
        List<String> words = List.of(
                root.resolve("sweeps/bin/memsweep").toString(),
                "sweep",
                root.resolve(spec).toString(),
                "-o",
                out.toString(),
                "--force",
                "--threads",
                Integer.toString(threads));
        return new Contender("memsweep command", Contender.Task.FILE, words, out, false);
    }

    private Contender java(String name, String peer, String workload, String output) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx2g");
        if (Runtime.version().feature() >= 24) {
            words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), PeerProcess.class.getName()));
        Path out = folder.resolve(output.isEmpty() ? "nothing" : output);
        words.addAll(List.of(peer, workload, Integer.toString(RUNS), Double.toString(BUDGET)));
        words.addAll(List.of(Integer.toString(threads), out.toString()));
        return output.isEmpty()
                ? new Contender(name, Contender.Task.ANSWER, words, null, true)
                : new Contender(name, Contender.Task.FILE, words, out, true);
    }
}
