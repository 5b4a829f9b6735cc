package dev.memsweep.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The process of a contender that runs in Java: prints a line for each run. */
final class PeerProcess {
    private PeerProcess() {}

    /** Arguments: the contender, the workload, how many runs, the seconds after which no other starts, threads, output. */
    public static void main(String[] args) throws Exception {
        Reference reference = Reference.of(args[1]);
        int runs = Integer.parseInt(args[2]);
        double budget = Double.parseDouble(args[3]);
        int threads = Integer.parseInt(args[4]);
        Path out = Path.of(args[5]);
        try (Peer peer = peer(args[0], reference, threads)) {
            double spent = 0;
            for (int run = 0; run < runs && spent < budget; run++) {
                remove(out);
                long start = System.nanoTime();
                Answer answer = peer.run(out);
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.println(answer.line(seconds));
                spent += seconds;
            }
        }
    }

    private static Peer peer(String name, Reference reference, int threads) throws Exception {
        return switch (name) {
            case "memsweep" -> new MemsweepPeer(reference, threads);
            case "memsweep-evaluation" -> new MemsweepEvaluationPeer(reference, threads);
            case "duckdb-plain" -> DuckDbPeer.plain(reference, threads);
            case "duckdb-hoisted" -> DuckDbPeer.hoisted(reference, threads);
            case "duckdb-evaluation" -> DuckDbPeer.evaluation(reference, threads);
            case "parquet-java" -> new ParquetJavaPeer(reference, threads);
            case "java-loop" -> new JavaLoopPeer(reference, threads);
            default -> throw new IllegalArgumentException("no contender is called '" + name + "'");
        };
    }

    /** Removes a file or folder, if it is there. */
    static void remove(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
