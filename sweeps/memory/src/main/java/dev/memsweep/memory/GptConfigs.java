package dev.memsweep.memory;

/** GPT-2 and what came before Llama: LayerNorm, biases, plain MLP. */
final class GptConfigs {
    private GptConfigs() {}

    static void plain(ModelDraft model, boolean biases) {
        model.norms(2, true);
        model.set("gated_mlp", false);
        model.set("qkv_bias", biases);
        model.set("attention_out_bias", biases);
        model.set("mlp_bias", biases);
    }

    static void gpt2(ConfigReader config, ModelDraft model) {
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

    static void bigCode(ConfigReader config, ModelDraft model) {
        gpt2(config, model);
        model.family("starcoder");
        if (config.truth("multi_query", true)) {
            model.set("kv_heads", 1);
        }
    }

    static void gptJ(ConfigReader config, ModelDraft model) {
        gpt2(config, model);
        model.family("gptj");
        plain(model, false);
        model.norms(1, true);
        model.set("learned_positions", 0);
        model.set("mlp_bias", true);
        model.set("lm_head_bias", true);
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
    }

    static void gptNeo(ConfigReader config, ModelDraft model) {
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

    static void gptNeoX(ConfigReader config, ModelDraft model) {
        model.family("gptneox");
        long heads = config.count("num_attention_heads");
        model.size(config.count("hidden_size"), config.count("num_hidden_layers"));
        model.heads(heads, heads);
        model.headDim(config, "hidden_size", "num_attention_heads");
        model.set("ffn_hidden", config.count("intermediate_size"));
        ConfigFamilies.vocabulary(config, model);
        plain(model, true);
    }

    static void opt(ConfigReader config, ModelDraft model) {
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
        }
    }

    static void bloom(ConfigReader config, ModelDraft model) {
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

    static void falcon(ConfigReader config, ModelDraft model) {
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

    static void phi(ConfigReader config, ModelDraft model) {
        gptNeoX(config, model);
        model.family("phi");
        model.norms(1, true);
        model.set("lm_head_bias", true);
    }

    static void starCoder2(ConfigReader config, ModelDraft model) {
        LlamaConfigs.shape(config, model);
        model.set("tied_embedding", config.truth("tie_word_embeddings", true));
        plain(model, config.truth("use_bias", true));
        model.window(config.countOrNone("sliding_window"), 0);
    }

    static void mpt(ConfigReader config, ModelDraft model) {
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
    static void chatGlm(ConfigReader config, ModelDraft model) {
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
