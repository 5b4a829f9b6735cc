package dev.memsweep.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What the fields of each architecture's config mean, by {@code model_type}.
 *
 * <p>The names and defaults are those of the {@code configuration_*.py} files of huggingface/transformers, or of the
 * config that lies beside the weights where the code is not part of it. Which tensors a layer has is a fact of the
 * modeling code, as in the catalog.
 */
final class ConfigFamilies {
    private static final Map<String, BiConsumer<ConfigReader, ModelDraft>> TYPES = new LinkedHashMap<>();

    static {
        TYPES.put("baichuan", ConfigFamilies::baichuan);
        TYPES.put("bloom", ConfigFamilies::bloom);
        TYPES.put("chatglm", ConfigFamilies::chatGlm);
        TYPES.put("dbrx", ConfigFamilies::dbrx);
        TYPES.put("deepseek", ConfigFamilies::deepSeek);
        TYPES.put("deepseek_v2", ConfigFamilies::deepSeekV2);
        TYPES.put("deepseek_v3", ConfigFamilies::deepSeekV3);
        TYPES.put("falcon", ConfigFamilies::falcon);
        TYPES.put("gemma", ConfigFamilies::gemma);
        TYPES.put("gemma2", ConfigFamilies::gemma2);
        TYPES.put("gemma3", (config, model) -> gemma3(config.within("text_config"), model));
        TYPES.put("gemma3_text", ConfigFamilies::gemma3);
        TYPES.put("glm4_moe", ConfigFamilies::glm4Moe);
        TYPES.put("gpt2", ConfigFamilies::gpt2);
        TYPES.put("gpt_bigcode", ConfigFamilies::bigCode);
        TYPES.put("gpt_neo", ConfigFamilies::gptNeo);
        TYPES.put("gpt_neox", ConfigFamilies::gptNeoX);
        TYPES.put("gpt_oss", ConfigFamilies::gptOss);
        TYPES.put("gptj", ConfigFamilies::gptJ);
        TYPES.put("kimi_k2", ConfigFamilies::deepSeekV3);
        TYPES.put("llama", ConfigFamilies::llama);
        TYPES.put("mistral", ConfigFamilies::mistral);
        TYPES.put("mixtral", ConfigFamilies::mixtral);
        TYPES.put("mpt", ConfigFamilies::mpt);
        TYPES.put("olmo", ConfigFamilies::olmo);
        TYPES.put("olmo2", ConfigFamilies::olmo2);
        TYPES.put("olmoe", ConfigFamilies::olmoe);
        TYPES.put("opt", ConfigFamilies::opt);
        TYPES.put("phi", ConfigFamilies::phi);
        TYPES.put("phi3", ConfigFamilies::phi3);
        TYPES.put("phimoe", ConfigFamilies::phiMoe);
        TYPES.put("qwen2", ConfigFamilies::qwen2);
        TYPES.put("qwen2_moe", ConfigFamilies::qwen2Moe);
        TYPES.put("qwen3", ConfigFamilies::qwen3);
        TYPES.put("qwen3_moe", ConfigFamilies::qwen3Moe);
        TYPES.put("stablelm", ConfigFamilies::stableLm);
        TYPES.put("starcoder2", ConfigFamilies::starCoder2);
    }

    private ConfigFamilies() {}

    /** The known architectures, by their {@code model_type}. */
    static Map<String, BiConsumer<ConfigReader, ModelDraft>> types() {
        return TYPES;
    }

    /** Fields that most architectures have, for those that are not known. */
    static void anything(ConfigReader config) {
        for (String name : new String[] {
            "hidden_size",
            "num_hidden_layers",
            "num_attention_heads",
            "num_key_value_heads",
            "intermediate_size",
            "vocab_size",
            "max_position_embeddings"
        }) {
            config.countOr(1, name);
        }
    }

    // Llama and its many relatives: RMSNorm, gated MLP, rotary positions.

    private static void shape(ConfigReader config, ModelDraft model) {
        model.family(config.text("model_type"));
        long heads = config.count("num_attention_heads");
        model.size(config.count("hidden_size"), config.count("num_hidden_layers"));
        model.heads(heads, config.countOrNoted("num_key_value_heads", "num_attention_heads", heads));
        model.headDim(config, "hidden_size", "num_attention_heads");
        model.set("ffn_hidden", config.count("intermediate_size"));
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.count("max_position_embeddings"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
        model.norms(2, false);
        model.set("gated_mlp", true);
    }

    private static void llama(ConfigReader config, ModelDraft model) {
        shape(config, model);
        boolean bias = config.truth("attention_bias", false);
        model.set("qkv_bias", bias);
        model.set("attention_out_bias", bias);
        model.set("mlp_bias", config.truth("mlp_bias", false));
    }

    private static void mistral(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.window(config.countOrNone("sliding_window"), 0);
    }

    private static void mixtral(ConfigReader config, ModelDraft model) {
        mistral(config, model);
        model.experts(
                config.count("num_local_experts"),
                config.count("num_experts_per_tok"),
                config.count("intermediate_size"));
    }

    private static void baichuan(ConfigReader config, ModelDraft model) {
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

    private static void qwen2(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.set("qkv_bias", true);
        if (config.truth("use_sliding_window", false)) {
            model.window(config.countOrNone("sliding_window"), 0);
        }
    }

    private static void qwen2Moe(ConfigReader config, ModelDraft model) {
        qwen2(config, model);
        model.experts(
                config.count("num_experts"),
                config.count("num_experts_per_tok"),
                config.count("moe_intermediate_size"));
        model.sharedExperts(1, config.count("shared_expert_intermediate_size"));
        model.set("shared_expert_gate", true);
    }

    private static void qwen3(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.set("qk_norm_per_head", true);
    }

    private static void qwen3Moe(ConfigReader config, ModelDraft model) {
        qwen3(config, model);
        model.experts(
                config.count("num_experts"),
                config.count("num_experts_per_tok"),
                config.count("moe_intermediate_size"));
    }

    private static void phi3(ConfigReader config, ModelDraft model) {
        mistral(config, model);
    }

    private static void phiMoe(ConfigReader config, ModelDraft model) {
        mixtral(config, model);
        model.norms(2, true);
        boolean bias = config.truth("attention_bias", false);
        model.set("qkv_bias", bias);
        model.set("attention_out_bias", bias);
        model.set("lm_head_bias", config.truth("lm_head_bias", false));
    }

    private static void olmo(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.set("norm_weight", false);
    }

    private static void olmo2(ConfigReader config, ModelDraft model) {
        llama(config, model);
        model.set("qk_norm_full", true);
    }

    private static void olmoe(ConfigReader config, ModelDraft model) {
        olmo2(config, model);
        model.experts(
                config.count("num_experts"), config.count("num_experts_per_tok"), config.count("intermediate_size"));
    }

    private static void stableLm(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.norms(2, true);
        model.set("qkv_bias", config.truth("use_qkv_bias", false));
    }

    private static void gptOss(ConfigReader config, ModelDraft model) {
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

    private static void gemma(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
    }

    private static void gemma2(ConfigReader config, ModelDraft model) {
        gemma(config, model);
        model.norms(4, false);
        model.window(config.countOrNone("sliding_window"), 2);
    }

    private static void gemma3(ConfigReader config, ModelDraft model) {
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

    // DeepSeek and those that took over its experts or its latent attention.

    private static void deepSeekExperts(ConfigReader config, ModelDraft model) {
        long width = config.count("moe_intermediate_size");
        model.experts(config.count("n_routed_experts"), config.count("num_experts_per_tok"), width);
        long shared = config.countOrNone("n_shared_experts");
        model.sharedExperts(shared, shared * width);
        model.set("dense_layers", config.countOrNone("first_k_dense_replace"));
    }

    private static void deepSeek(ConfigReader config, ModelDraft model) {
        shape(config, model);
        deepSeekExperts(config, model);
    }

    private static void deepSeekV2(ConfigReader config, ModelDraft model) {
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
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.count("max_position_embeddings"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
        model.norms(2, false);
        model.set("gated_mlp", true);
        deepSeekExperts(config, model);
    }

    private static void deepSeekV3(ConfigReader config, ModelDraft model) {
        deepSeekV2(config, model);
        model.family("deepseek_v3");
        model.set("router_correction_bias", true);
    }

    private static void glm4Moe(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.set("qkv_bias", config.truth("attention_bias", false));
        model.set("qk_norm_per_head", config.truth("use_qk_norm", false));
        deepSeekExperts(config, model);
        model.set("router_correction_bias", true);
    }

    private static void dbrx(ConfigReader config, ModelDraft model) {
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

    // GPT-2 and what came before Llama: LayerNorm, biases, plain MLP.

    private static void plain(ModelDraft model, boolean biases) {
        model.norms(2, true);
        model.set("gated_mlp", false);
        model.set("qkv_bias", biases);
        model.set("attention_out_bias", biases);
        model.set("mlp_bias", biases);
    }

    private static void gpt2(ConfigReader config, ModelDraft model) {
        model.family("gpt2");
        long hidden = config.count("n_embd");
        long heads = config.count("n_head");
        long positions = config.count("n_positions", "n_ctx");
        model.size(hidden, config.count("n_layer"));
        model.heads(heads, heads);
        model.headDim(config, "n_embd", "n_head");
        model.set("ffn_hidden", config.countOr(4 * hidden, "n_inner"));
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", positions);
        model.set("learned_positions", positions);
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        plain(model, true);
    }

    private static void bigCode(ConfigReader config, ModelDraft model) {
        gpt2(config, model);
        model.family("starcoder");
        if (config.truth("multi_query", true)) {
            model.set("kv_heads", 1);
        }
    }

    private static void gptJ(ConfigReader config, ModelDraft model) {
        gpt2(config, model);
        model.family("gptj");
        plain(model, false);
        model.norms(1, true);
        model.set("learned_positions", 0);
        model.set("mlp_bias", true);
        model.set("lm_head_bias", true);
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
    }

    private static void gptNeo(ConfigReader config, ModelDraft model) {
        model.family("gptneo");
        long hidden = config.count("hidden_size");
        long heads = config.count("num_heads");
        long positions = config.count("max_position_embeddings");
        model.size(hidden, config.count("num_layers"));
        model.heads(heads, heads);
        model.headDim(config, "hidden_size", "num_heads");
        model.set("ffn_hidden", config.countOr(4 * hidden, "intermediate_size"));
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", positions);
        model.set("learned_positions", positions);
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        plain(model, true);
        model.set("qkv_bias", false);
        model.window(config.countOrNone("window_size"), 2);
    }

    private static void gptNeoX(ConfigReader config, ModelDraft model) {
        model.family("gptneox");
        long heads = config.count("num_attention_heads");
        model.size(config.count("hidden_size"), config.count("num_hidden_layers"));
        model.heads(heads, heads);
        model.headDim(config, "hidden_size", "num_attention_heads");
        model.set("ffn_hidden", config.count("intermediate_size"));
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.count("max_position_embeddings"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
        plain(model, true);
    }

    private static void opt(ConfigReader config, ModelDraft model) {
        model.family("opt");
        long hidden = config.count("hidden_size");
        long heads = config.count("num_attention_heads");
        long positions = config.count("max_position_embeddings");
        model.size(hidden, config.count("num_hidden_layers"));
        model.heads(heads, heads);
        model.headDim(config, "hidden_size", "num_attention_heads");
        model.set("ffn_hidden", config.count("ffn_dim"));
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", positions);
        // OPT's positions start at 2.
        model.set("learned_positions", positions + 2);
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        plain(model, config.truth("enable_bias", true));
        model.set("final_norm", config.truth("do_layer_norm_before", true));
        long width = config.countOr(hidden, "word_embed_proj_dim");
        if (width != hidden) {
            model.set("embedding_projection_dim", width);
            // One matrix from the embedding to the residual stream, one back.
            model.set("extra_params", 2 * width * hidden);
        }
    }

    private static void bloom(ConfigReader config, ModelDraft model) {
        model.family("bloom");
        long hidden = config.count("hidden_size", "n_embed");
        long heads = config.count("n_head", "num_attention_heads");
        model.size(hidden, config.count("n_layer", "num_hidden_layers"));
        model.heads(heads, heads);
        model.headDim(
                config,
                config.has("hidden_size") ? "hidden_size" : "n_embed",
                config.has("n_head") ? "n_head" : "num_attention_heads");
        model.set("ffn_hidden", 4 * hidden);
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.countOr(2048, "seq_length"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        plain(model, true);
        model.set("embedding_norm", true);
    }

    private static void falcon(ConfigReader config, ModelDraft model) {
        model.family("falcon");
        long hidden = config.count("hidden_size");
        long heads = config.count("num_attention_heads", "n_head");
        boolean grouped = config.truth("new_decoder_architecture", false);
        long fewest = config.truth("multi_query", true) ? 1 : heads;
        model.size(hidden, config.count("num_hidden_layers", "n_layer"));
        model.heads(heads, grouped ? config.countOr(heads, "num_kv_heads", "n_head_kv") : fewest);
        model.headDim(config, "hidden_size", config.has("n_head") ? "n_head" : "num_attention_heads");
        model.set("ffn_hidden", config.countOr(4 * hidden, "ffn_hidden_size"));
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.countOr(2048, "max_position_embeddings"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        plain(model, config.truth("bias", false));
        model.norms(!grouped && config.truth("parallel_attn", true) ? 1 : 2, true);
    }

    private static void phi(ConfigReader config, ModelDraft model) {
        gptNeoX(config, model);
        model.family("phi");
        model.norms(1, true);
        model.set("lm_head_bias", true);
    }

    private static void starCoder2(ConfigReader config, ModelDraft model) {
        shape(config, model);
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        plain(model, config.truth("use_bias", true));
        model.window(config.countOrNone("sliding_window"), 0);
    }

    private static void mpt(ConfigReader config, ModelDraft model) {
        model.family("mpt");
        long hidden = config.count("d_model");
        long heads = config.count("n_heads");
        model.size(hidden, config.count("n_layers"));
        model.heads(heads, heads);
        model.headDim(config, "d_model", "n_heads");
        model.set("ffn_hidden", config.countOr(4, "expansion_ratio") * hidden);
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.count("max_seq_len"));
        model.set("tied_embedding", true);
        boolean biases = !config.truth("no_bias", false);
        plain(model, biases);
        model.norms(2, biases);
    }

    /** ChatGLM-6B, and from the second version on another architecture of the same name. */
    private static void chatGlm(ConfigReader config, ModelDraft model) {
        model.family("chatglm");
        long heads = config.count("num_attention_heads");
        model.size(config.count("hidden_size"), config.count("num_layers"));
        if (config.has("inner_hidden_size")) {
            model.heads(heads, heads);
            model.headDim(config, "hidden_size", "num_attention_heads");
            model.set("ffn_hidden", config.count("inner_hidden_size"));
            model.set("vocab", config.count("vocab_size"));
            model.set("max_seq_len", config.count("max_sequence_length"));
            model.set("tied_embedding", config.truth("tie_word_embeddings", true));
            plain(model, true);
            return;
        }
        boolean grouped = config.truth("multi_query_attention", false);
        model.heads(heads, grouped ? config.count("multi_query_group_num") : heads);
        model.set("head_dim", config.count("kv_channels"));
        model.set("ffn_hidden", config.count("ffn_hidden_size"));
        model.set("vocab", config.count("padded_vocab_size"));
        model.set("max_seq_len", config.count("seq_length"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
        model.norms(2, !config.truth("rmsnorm", true));
        model.set("gated_mlp", true);
        boolean biases = config.truth("add_bias_linear", false);
        model.set("qkv_bias", biases || config.truth("add_qkv_bias", false));
        model.set("attention_out_bias", biases);
        model.set("mlp_bias", biases);
    }
}
