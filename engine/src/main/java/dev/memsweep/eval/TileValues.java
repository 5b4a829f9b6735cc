package dev.memsweep.eval;

/** Where a {@link Tile} gets its values from; values are computed when they are first asked for. */
interface TileValues {
    /** Whole numbers of a slot, one a lane, or one in all for a scalar. */
    long[] longs(int slot);

    /** Reals of a slot. */
    double[] reals(int slot);

    /** Flags of a slot. */
    boolean[] flags(int slot);

    /** The whole number of lane 0, without computing the others. */
    long firstLong(int slot);

    /** What is known of a flag without computing it lane by lane. */
    Decision decision(int slot);

    /** A number that is the same for two tiles only if the differences between the lanes of a slot are. */
    long pattern(int slot);

    /** Whether the range of a slot's whole numbers over all lanes is known without computing them. */
    boolean hasRange(int slot);

    /** Least whole number of a slot whose range is known. */
    long low(int slot);

    /** Greatest whole number of a slot whose range is known. */
    long high(int slot);

    /** Arrays that are filled already. */
    final class Filled implements TileValues {
        private final long[][] longs;
        private final double[][] reals;
        private final boolean[][] flags;
        private final long[] patterns;

        Filled(long[][] longs, double[][] reals, boolean[][] flags, long[] patterns) {
            this.patterns = patterns;
            this.longs = longs;
            this.reals = reals;
            this.flags = flags;
        }

        @Override
        public long[] longs(int slot) {
            return longs[slot];
        }

        @Override
        public double[] reals(int slot) {
            return reals[slot];
        }

        @Override
        public boolean[] flags(int slot) {
            return flags[slot];
        }

        @Override
        public long firstLong(int slot) {
            return longs[slot][0];
        }

        @Override
        public Decision decision(int slot) {
            return Decision.UNDECIDED;
        }

        @Override
        public long pattern(int slot) {
            return patterns[slot];
        }

        @Override
        public boolean hasRange(int slot) {
            return false;
        }

        @Override
        public long low(int slot) {
            throw new IllegalStateException("no range is known");
        }

        @Override
        public long high(int slot) {
            throw new IllegalStateException("no range is known");
        }
    }
}
