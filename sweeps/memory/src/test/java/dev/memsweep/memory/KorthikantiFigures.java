package dev.memsweep.memory;

import java.util.List;

/** The two figures of Korthikanti et al. 2022 that the training set is held to; tp is 8, a sequence has 2048 tokens. */
final class KorthikantiFigures {
    private KorthikantiFigures() {}

    /**
     * Figure 1 in GiB on one GPU: states of the layers' matrices, activations, and those with sequence parallelism and
     * selective recomputation. Neither norms nor biases nor the ends of the model are in it.
     */
    static List<Double> figure1(String model) {
        String settings =
                "model=gpt-3-175b tp=8 micro_batches=512 activation_form=paper norm_bias=false norm_weight=false "
                        + "qkv_bias=false attention_out_bias=false mlp_bias=false loss=fp32 " + shape(model);
        String layers =
                "first_in_flight * first_layers * tokens * (kept_dense_bytes + local_seq_len * kept_score_bytes)"
                        + " / 1 GiB";
        Point plain = new Point("training", settings + " sequence_parallel=false");
        Point both = new Point("training", settings + " sequence_parallel=true recompute=selective");
        return List.of(plain.number("middle_fixed_bytes / 1 GiB"), plain.number(layers), both.number(layers));
    }

    /**
     * Figure 7 in percent of what tensor parallelism alone keeps of a layer: sequence parallelism, selective
     * recomputation, both, full recomputation. The paper's figure includes the ends of the model.
     */
    static List<Double> figure7(String model) {
        String settings = "model=gpt-3-175b tp=8 activation_form=paper " + shape(model);
        String layer = "kept_dense_bytes + local_seq_len * kept_score_bytes";
        double whole = new Point("training", settings + " sequence_parallel=false").number(layer);
        return List.of(
                percent(settings + " sequence_parallel=true", layer, whole),
                percent(settings + " sequence_parallel=false recompute=selective", layer, whole),
                percent(settings + " sequence_parallel=true recompute=selective", layer, whole),
                percent(settings + " sequence_parallel=false recompute=full", "checkpoint_bytes", whole));
    }

    private static double percent(String settings, String expression, double whole) {
        return 100 * new Point("training", settings).number(expression) / whole;
    }

    /** The settings of a GPT of a given width: plain heads, an MLP four times as wide. */
    private static String shape(String settings) {
        int hidden = 0;
        int heads = 0;
        for (String setting : settings.split(" ", -1)) {
            String[] parts = setting.split("=", 2);
            if (parts[0].equals("hidden")) {
                hidden = Integer.parseInt(parts[1]);
            } else if (parts[0].equals("heads")) {
                heads = Integer.parseInt(parts[1]);
            }
        }
        return settings + " kv_heads=" + heads + " head_dim=" + hidden / heads + " ffn_hidden=" + 4 * hidden;
    }
}
