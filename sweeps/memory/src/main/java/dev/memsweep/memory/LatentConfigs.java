package dev.memsweep.memory;

/** DeepSeek and those that took over its experts or its latent attention, and DBRX. */
final class LatentConfigs {
    private LatentConfigs() {}

    static void deepSeekExperts(ConfigReader config, ModelDraft model) {
        long width = config.count("moe_intermediate_size");
        model.experts(config.count("n_routed_experts"), config.count("num_experts_per_tok"), width);
        long shared = config.countOrNone("n_shared_experts");
        model.sharedExperts(shared, shared * width);
        model.set("dense_layers", config.countOrNone("first_k_dense_replace"));
        model.set("moe_latent_dim", config.countOrNone("moe_latent_size"));
        if (config.countOrNone("num_nextn_predict_layers") > 0) {
            config.note("num_nextn_predict_layers", "left out, as in published counts; mtp_modules adds them");
        }
    }

    static void deepSeek(ConfigReader config, ModelDraft model) {
        LlamaConfigs.shape(config, model);
        deepSeekExperts(config, model);
    }

    static void deepSeekV2(ConfigReader config, ModelDraft model) {
        model.family("deepseek_v2");
        long heads = config.count("num_attention_heads");
        long rope = config.count("qk_rope_head_dim");
        long nope = config.count("qk_nope_head_dim");
        model.size(config.count("hidden_size"), config.count("num_hidden_layers"));
        model.heads(heads, heads);
        model.set("head_dim", nope + rope);
        model.set("mla_q_rank", config.countOrNone("q_lora_rank"));
        model.set("mla_kv_rank", config.count("kv_lora_rank"));
        model.set("mla_rope_dim", rope);
        model.set("mla_nope_dim", nope);
        model.set("mla_value_dim", config.count("v_head_dim"));
        model.set("ffn_hidden", config.count("intermediate_size"));
        ConfigFamilies.vocabulary(config, model);
        model.norms(2, false);
        model.set("gated_mlp", true);
        deepSeekExperts(config, model);
    }

    static void deepSeekV3(ConfigReader config, ModelDraft model) {
        deepSeekV2(config, model);
        model.family("deepseek_v3");
        model.set("router_correction_bias", true);
    }

    static void glm4Moe(ConfigReader config, ModelDraft model) {
        LlamaConfigs.shape(config, model);
        model.set("qkv_bias", config.truth("attention_bias", false));
        model.set("qk_norm_per_head", config.truth("use_qk_norm", false));
        deepSeekExperts(config, model);
        model.set("router_correction_bias", true);
    }

    static void dbrx(ConfigReader config, ModelDraft model) {
        ConfigReader attention = config.within("attn_config");
        ConfigReader ffn = config.within("ffn_config");
        model.family("dbrx");
        long heads = config.count("n_heads");
        model.size(config.count("d_model"), config.count("n_layers"));
        model.heads(heads, attention.countOr(heads, "kv_n_heads"));
        model.headDim(config, "d_model", "n_heads");
        long width = ffn.count("ffn_hidden_size");
        model.set("ffn_hidden", width);
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.count("max_seq_len"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
        model.norms(2, false);
        model.set("gated_mlp", true);
        model.experts(ffn.count("moe_num_experts"), ffn.count("moe_top_k"), width);
    }
}
