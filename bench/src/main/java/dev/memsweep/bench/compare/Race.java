package dev.memsweep.bench.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs one process of a contender and watches it. */
final class Race {
    private static final String RUN = "run ";
    private static final long WATCH_MILLIS = 10;

    private Race() {}

    /**
     * What came of a process.
     *
     * @param cold seconds from its start to the end of its first run
     * @param warm median seconds of a run after the first, of the first where there is only one
     * @param peakBytes most memory that it had resident
     * @param fileBytes length of what it wrote; 0 where it writes nothing
     * @param answer what it reported; null where it reports nothing
     */
    record Result(
            double cold,
            double warm,
            long peakBytes,
            long fileBytes,
            @Nullable Answer answer) {}

    /**
     * Runs a contender.
     *
     * @throws IOException when it fails, with what it printed
     */
    static Result run(Contender contender) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("contender", ".txt");
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(contender.command())
                    .redirectError(errors.toFile())
                    .start();
            AtomicLong peak = new AtomicLong();
            Thread watch = watch(process, peak);
            List<Double> seconds = new ArrayList<>();
            double cold = 0;
            Answer answer = null;
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith(RUN)) {
                        cold = seconds.isEmpty() ? secondsSince(start) : cold;
                        String[] words = line.split(" ", -1);
                        seconds.add(Double.parseDouble(words[1]));
                        answer = new Answer(
                                Long.parseLong(words[2]), Long.parseLong(words[3]), Long.parseLong(words[4]));
                    }
                }
            }
            int code = process.waitFor();
            watch.join();
            if (code != 0 || (contender.reporting() && seconds.isEmpty())) {
                throw new IOException(contender.name() + " failed:\n" + Files.readString(errors));
            }
            if (!contender.reporting()) {
                cold = secondsSince(start);
            }
            return new Result(cold, warm(seconds, cold), peak.get(), length(contender.output()), answer);
        } finally {
            Files.delete(errors);
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double warm(List<Double> seconds, double cold) {
        if (seconds.isEmpty()) {
            return cold;
        }
        double[] later = seconds.stream()
                .skip(seconds.size() > 1 ? 1 : 0)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return later[later.length / 2];
    }

    /** Keeps the most memory that a process was ever seen to have had; the system counts it between the looks. */
    private static Thread watch(Process process, AtomicLong peak) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Thread thread = new Thread(() -> {
            while (process.isAlive()) {
                try (Stream<String> lines = Files.lines(status)) {
                    lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                            .forEach(bytes -> peak.accumulateAndGet(bytes, Math::max));
                    Thread.sleep(WATCH_MILLIS);
                } catch (IOException | UncheckedIOException e) {
                    return; // it has just ended, or this system does not tell
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Bytes of a file, or of all files in a folder. */
    private static long length(@Nullable Path path) throws IOException {
        if (path == null) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(path)) {
            Path[] all = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".parquet"))
                    .toArray(Path[]::new);
            return Arrays.stream(all).mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
