package dev.memsweep.memory;

/** Llama and its many relatives: RMSNorm, gated MLP, rotary positions. */
final class LlamaConfigs {
    private LlamaConfigs() {}

    static void shape(ConfigReader config, ModelDraft model) {
        model.family(config.text("model_type"));
        long heads = config.count("num_attention_heads");
        model.size(config.count("hidden_size"), config.count("num_hidden_layers"));
        model.heads(heads, config.countOrNoted("num_key_value_heads", "num_attention_heads", heads));
        model.headDim(config, "hidden_size", "num_attention_heads");
        model.set("ffn_hidden", config.count("intermediate_size"));
        ConfigFamilies.vocabulary(config, model);
        model.norms(2, false);
        model.set("gated_mlp", true);
    }

    static void llama(ConfigReader config, ModelDraft model) {
        shape(config, model);
        boolean bias = config.truth("attention_bias", false);
        model.set("qkv_bias", bias);
        model.set("attention_out_bias", bias);
        model.set("mlp_bias", config.truth("mlp_bias", false));
    }

    static void mistral(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.window(config.countOrNone("sliding_window"), 0);
    }

    static void mixtral(ConfigReader config, ModelDraft model) {
        mistral(config, model);
        model.experts(config, "num_local_experts", "intermediate_size");
    }

    /** Llama 4: dense layers between those with experts, one shared expert as wide as a routed one, chunked attention. */
    static void llama4(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.family("llama4");
        long width = config.count("intermediate_size");
        model.set("ffn_hidden", config.countOr(width, "intermediate_size_mlp"));
        model.experts(config, "num_local_experts", "intermediate_size");
        model.sharedExperts(1, width);
        model.set("moe_layer_step", config.countOr(1, "interleave_moe_layer_step"));
        model.chunk(config.countOrNone("attention_chunk_size"), config.countOr(4, "no_rope_layer_interval"));
    }

    static void baichuan(ConfigReader config, ModelDraft model) {
        model.family("baichuan");
        long heads = config.count("num_attention_heads");
        model.size(config.count("hidden_size"), config.count("num_hidden_layers"));
        model.heads(heads, heads);
        model.headDim(config, "hidden_size", "num_attention_heads");
        model.set("ffn_hidden", config.count("intermediate_size"));
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.count("max_position_embeddings", "model_max_length"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
        model.norms(2, false);
        model.set("gated_mlp", true);
    }

    static void qwen2(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.set("qkv_bias", true);
        if (config.truth("use_sliding_window", false)) {
            model.window(config.countOrNone("sliding_window"), 0);
        }
    }

    static void qwen2Moe(ConfigReader config, ModelDraft model) {
        qwen2(config, model);
        model.experts(config, "num_experts", "moe_intermediate_size");
        model.sharedExperts(1, config.count("shared_expert_intermediate_size"));
        model.set("shared_expert_gate", true);
        model.set("moe_layer_step", config.countOr(1, "decoder_sparse_step"));
    }

    static void qwen3(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.set("qk_norm_per_head", true);
    }

    static void qwen3Moe(ConfigReader config, ModelDraft model) {
        qwen3(config, model);
        model.experts(config, "num_experts", "moe_intermediate_size");
        model.set("moe_layer_step", config.countOr(1, "decoder_sparse_step"));
    }

    static void phi3(ConfigReader config, ModelDraft model) {
        mistral(config, model);
    }

    static void phiMoe(ConfigReader config, ModelDraft model) {
        mixtral(config, model);
        model.norms(2, true);
        boolean bias = config.truth("attention_bias", false);
        model.set("qkv_bias", bias);
        model.set("attention_out_bias", bias);
        model.set("lm_head_bias", config.truth("lm_head_bias", false));
    }

    static void olmo(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.set("norm_weight", false);
    }

    static void olmo2(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.set("qk_norm_full", true);
    }

    static void olmoe(ConfigReader config, ModelDraft model) {
        olmo2(config, model);
        model.experts(config, "num_experts", "intermediate_size");
    }

    static void stableLm(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.norms(2, true);
        model.set("qkv_bias", config.truth("use_qkv_bias", false));
    }

    static void gptOss(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.experts(
                config.count("num_local_experts"),
                config.count("num_experts_per_tok", "experts_per_token"),
                config.count("intermediate_size"));
        model.set("attention_sinks", true);
        model.set("router_bias", true);
        model.set("expert_bias", true);
        model.window(config.countOrNone("sliding_window"), 2);
    }

    /** GLM-4 of 2025: norms before and after attention and MLP. */
    static void glm4(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.norms(4, false);
        model.set("qkv_bias", config.truth("attention_bias", false));
    }

    /** Command-R: attention and MLP side by side behind one norm without bias, the head is the embedding. */
    static void cohere(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.norms(1, false);
        model.set("mlp_bias", false);
        model.set("qk_norm_full", config.truth("use_qk_norm", false));
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        model.set("max_seq_len", config.countOr(8192, "model_max_length", "max_position_embeddings"));
    }

    /** Command-R7B and later: a window in three of four layers, no norms of queries and keys. */
    static void cohere2(ConfigReader config, ModelDraft model) {
        cohere(config, model);
        model.set("qk_norm_full", false);
        model.window(config.countOr(4096, "sliding_window"), config.countOr(4, "sliding_window_pattern"));
    }

    static void internLm2(ConfigReader config, ModelDraft model) {
        shape(config, model);
        boolean bias = config.truth("bias", true);
        model.set("qkv_bias", bias);
        model.set("attention_out_bias", bias);
    }

    /** MiniMax-M2: experts in every layer, with a score correction, and norms over all query and all key heads. */
    static void miniMaxM2(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.set("qk_norm_full", config.truth("use_qk_norm", true));
        model.experts(config, "num_local_experts", "intermediate_size");
        model.set("router_correction_bias", config.truth("use_routing_bias", true));
        long shared = config.countOrNone("shared_intermediate_size");
        model.sharedExperts(shared > 0 ? 1 : 0, shared);
        if (config.countOrNone("num_mtp_modules") > 0) {
            config.note("num_mtp_modules", "left out, as in the published checkpoint");
        }
    }

    static void seedOss(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.set("attention_out_bias", config.truth("attention_out_bias", false));
    }

    static void smolLm3(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
    }

    /** Grok-1, as published without code of its own: norms before and after attention and experts. */
    static void grok(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.norms(4, false);
        model.experts(config, "num_experts", "intermediate_size");
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
    }

    static void gemma(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
    }

    static void gemma2(ConfigReader config, ModelDraft model) {
        gemma(config, model);
        model.norms(4, false);
        model.window(config.countOrNone("sliding_window"), 2);
    }

    static void gemma3(ConfigReader config, ModelDraft model) {
        model.family("gemma3");
        model.size(config.count("hidden_size"), config.count("num_hidden_layers"));
        model.heads(config.countOr(8, "num_attention_heads"), config.countOr(4, "num_key_value_heads"));
        model.set("head_dim", config.countOr(256, "head_dim"));
        model.set("ffn_hidden", config.count("intermediate_size"));
        model.set("vocab", config.countOr(262_208, "vocab_size"));
        model.set("max_seq_len", config.countOr(131_072, "max_position_embeddings"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        model.norms(4, false);
        model.set("gated_mlp", true);
        model.set("qk_norm_per_head", true);
        model.window(
                config.countOrNone("sliding_window"),
                config.countOr(6, "sliding_window_pattern", "_sliding_window_pattern"));
    }
}
