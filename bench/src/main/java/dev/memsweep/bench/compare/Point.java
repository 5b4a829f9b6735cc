package dev.memsweep.bench.compare;

/** A row as a programmer writes it down first: the number taken apart, every formula computed from scratch. */
final class Point {
    int model;
    int dtype;
    int optimizer;
    int recompute;
    int tp;
    int pp;
    int dp;
    int zero;
    int microBatch;
    int seq;
    long weightBytes;
    long gradBytes;
    long optimBytes;
    long actBytes;
    long totalBytes;
    boolean fits;

    private final Reference reference;

    Point(Reference reference) {
        this.reference = reference;
    }

    /** Moves to a row of the grid. */
    void moveTo(long row) {
        Reference r = reference;
        long rest = row;
        seq = r.seq[(int) (rest % r.seq.length)];
        rest /= r.seq.length;
        microBatch = r.microBatch[(int) (rest % r.microBatch.length)];
        rest /= r.microBatch.length;
        zero = r.zero[(int) (rest % r.zero.length)];
        rest /= r.zero.length;
        dp = r.dp[(int) (rest % r.dp.length)];
        rest /= r.dp.length;
        pp = r.pp[(int) (rest % r.pp.length)];
        rest /= r.pp.length;
        tp = r.tp[(int) (rest % r.tp.length)];
        rest /= r.tp.length;
        recompute = (int) (rest % r.recomputes.length);
        rest /= r.recomputes.length;
        optimizer = (int) (rest % r.optimizers.length);
        rest /= r.optimizers.length;
        dtype = (int) (rest % r.dtypes.length);
        model = (int) (rest / r.dtypes.length);
        compute();
    }

    private void compute() {
        Reference r = reference;
        double params = r.params[model];
        double degree = (double) tp * pp;
        weightBytes = (long) (params * r.weightBytes[dtype] / (degree * (zero >= 3 ? dp : 1)));
        gradBytes = (long) (params * r.gradientBytes[dtype] / (degree * (zero >= 2 ? dp : 1)));
        optimBytes = (long) (params * r.stateBytes[optimizer] / (degree * (zero >= 1 ? dp : 1)));
        double hidden = r.hidden[model];
        double factor = switch (recompute) {
            case 0 -> 10 + 24.0 / tp + 5.0 * r.heads[model] * seq / (hidden * tp);
            case 1 -> 10 + 24.0 / tp;
            default -> 2;
        };
        actBytes = (long) ((double) seq * microBatch * hidden * ((double) r.layers[model] / pp) * factor);
        totalBytes = weightBytes + gradBytes + optimBytes + actBytes;
        fits = totalBytes <= Reference.LIMIT;
    }
}
