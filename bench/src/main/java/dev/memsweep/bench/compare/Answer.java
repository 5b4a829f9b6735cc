package dev.memsweep.bench.compare;

/**
 * What every contender must find, whatever it does with it.
 *
 * @param rows rows of the grid
 * @param fits rows that fit into 80 GiB
 * @param most greatest total, in bytes
 */
public record Answer(long rows, long fits, long most) {
    /** The line that a contender prints for a run. */
    String line(double seconds) {
        return "run " + seconds + " " + rows + " " + fits + " " + most;
    }

    /** Two answers for two parts of the rows as one. */
    Answer and(Answer other) {
        return new Answer(rows + other.rows, fits + other.fits, Math.max(most, other.most));
    }
}
