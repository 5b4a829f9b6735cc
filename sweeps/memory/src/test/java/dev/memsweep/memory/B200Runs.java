package dev.memsweep.memory;

/** The runs on eight B200 that MooreThreads/SimuMax published, as the training set predicts them. */
final class B200Runs {
    /**
     * What the runs have in common, fitted to none of them: all-to-all is from docs/b200/b200_real_repro_guide.md of
     * MooreThreads/SimuMax, 128 is Megatron's default.
     */
    private static final String SETTINGS =
            "zero=1 loss=fused sequence_parallel=true vocab_multiple=128 cp_method=all-to-all "
                    + "te_dummy_gradients=true backward_transients=true ";

    private B200Runs() {}

    /** GiB that the most loaded GPU allocates. */
    static double gib(String settings) {
        return new Point("training", SETTINGS + settings).number("total_bytes / 1 GiB");
    }
}
