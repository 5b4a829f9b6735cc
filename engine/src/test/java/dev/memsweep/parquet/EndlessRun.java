package dev.memsweep.parquet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that writes a file and a directory in each of some folders over and over, each on a thread of its own, until
 * it is killed. It says on standard output which round of writing which begins and which is done.
 */
final class EndlessRun {
    /** Outputs of some hundred kilobytes. */
    static final int TILES = 4;

    private EndlessRun() {}

    /** Takes the first round and the folders. */
    public static void main(String[] arguments) {
        int firstRound = Integer.parseInt(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            Path folder = Path.of(arguments[i]);
            for (Output output : Output.values()) {
                new Thread(() -> write(output, folder, firstRound)).start();
            }
        }
    }

    private static void write(Output output, Path folder, int firstRound) {
        try {
            for (int round = firstRound; ; round++) {
                report(begins(output.in(folder)), round);
                output.write(Storage.local(), folder, new RoundGrid(round, TILES));
                report(done(output.in(folder)), round);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What is said before the number of a round that begins. */
    static String begins(Path output) {
        return output + " begins ";
    }

    /** What is said before the number of a round that is done. */
    static String done(Path output) {
        return output + " is done ";
    }

    private static synchronized void report(String what, int round) throws IOException {
        System.out.write((what + round + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }
}
