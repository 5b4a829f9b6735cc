package dev.memsweep.memory;

import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Attributes of a model, by the names of the catalog, while its config file is read. */
final class ModelDraft {
    private static final String LAYER_TYPES = "layer_types";
    private static final String WINDOW = "sliding_window";
    private static final String CHUNK = "attention_chunk";
    private static final String FULL = "full_attention";
    private static final String CHUNKED = "chunked_attention";
    private static final List<String> KINDS = List.of(FULL, "sliding_attention", CHUNKED);

    private final Map<String, Value> values = new LinkedHashMap<>();

    void set(String attribute, long value) {
        values.put(attribute, new Value.Int(value));
    }

    void set(String attribute, boolean value) {
        values.put(attribute, new Value.Bool(value));
    }

    void family(String name) {
        values.put("family", new Value.Text(name));
    }

    void size(long hidden, long layers) {
        set("hidden", hidden);
        set("layers", layers);
    }

    void heads(long heads, long keyHeads) {
        set("heads", heads);
        set("kv_heads", keyHeads);
    }

    /** The width of a head: given, or what the heads leave of the residual stream's; both fields have been read. */
    void headDim(ConfigReader config, String hiddenField, String headsField) {
        Long hidden = config.understood().get(hiddenField);
        Long heads = config.understood().get(headsField);
        if (hidden == null || heads == null) {
            return;
        }
        if (!config.has("head_dim") && hidden % heads != 0) {
            config.report(
                    hiddenField,
                    hiddenField + " " + hidden + " is not a multiple of " + headsField + " " + heads
                            + " and head_dim is not given");
        }
        set("head_dim", config.countOr(Math.max(1, hidden / heads), "head_dim"));
    }

    void norms(int perLayer, boolean bias) {
        set("norms_per_layer", perLayer);
        set("norm_bias", bias);
        set("final_norm", true);
    }

    /** Routed experts under the usual names of their fields; {@code experts} and {@code width} name the two that vary. */
    void experts(ConfigReader config, String experts, String width) {
        experts(config.count(experts), config.count("num_experts_per_tok"), config.count(width));
    }

    void experts(long experts, long perToken, long width) {
        set("experts", experts);
        set("experts_per_token", perToken);
        set("moe_ffn_hidden", width);
    }

    void sharedExperts(long experts, long width) {
        set("shared_experts", experts);
        set("shared_ffn_hidden", width);
    }

    /** A sliding window that is shorter than the longest sequence. */
    void window(long tokens, long globalEvery) {
        local(WINDOW, tokens, globalEvery);
    }

    /** Chunks of attention that are shorter than the longest sequence. */
    void chunk(long tokens, long globalEvery) {
        local(CHUNK, tokens, globalEvery);
    }

    private void local(String attribute, long tokens, long globalEvery) {
        boolean limits = values.get("max_seq_len") instanceof Value.Int longest && tokens < longest.value();
        if (tokens > 0 && limits) {
            set(attribute, tokens);
            set("global_layer_every", globalEvery);
        }
    }

    /**
     * Which layers attend to what, where a config lists its layers: the list wins over the family's pattern.
     *
     * <p>{@code layer_types} as in huggingface/transformers {@code configuration_utils.py}.
     */
    void layerTypes(ConfigReader config) {
        List<String> types = config.words(LAYER_TYPES);
        if (types.isEmpty()) {
            return;
        }
        for (String type : new LinkedHashSet<>(types)) {
            if (!KINDS.contains(type)) {
                config.report(LAYER_TYPES, "'layer_types' has '" + type + "'; known: " + String.join(", ", KINDS));
                return;
            }
        }
        long layers = values.get("layers") instanceof Value.Int number ? number.value() : 0;
        if (types.size() != layers) {
            config.report(LAYER_TYPES, "'layer_types' has " + types.size() + " entries for " + layers + " layers");
            return;
        }
        long full = Collections.frequency(types, FULL);
        set(WINDOW, 0);
        if (types.contains(CHUNKED)) {
            set(CHUNK, config.count("attention_chunk_size"));
        } else if (full < layers) {
            window(config.count(WINDOW), 0);
        }
        boolean regular = full > 0 && layers / (layers / full) == full;
        set("global_layer_every", full < layers && regular ? layers / full : 0);
        set("global_layers", full < layers && !regular ? full : 0);
    }

    /** The row, with the defaults of the table; attributes that the table does not have are left out. */
    Value.Row row(TableSchema schema, String label) {
        Map<String, Value> row = new LinkedHashMap<>();
        schema.attributes().forEach((name, attribute) -> {
            Value value = values.get(name);
            if (value != null) {
                row.put(name, value);
            } else {
                attribute.fallback().ifPresent(fallback -> row.put(name, fallback));
            }
        });
        return new Value.Row(schema.name(), label, row);
    }
}
