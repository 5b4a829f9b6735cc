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
        TYPES.put("baichuan", LlamaConfigs::baichuan);
        TYPES.put("bloom", GptConfigs::bloom);
        TYPES.put("chatglm", GptConfigs::chatGlm);
        TYPES.put("cohere", LlamaConfigs::cohere);
        TYPES.put("cohere2", LlamaConfigs::cohere2);
        TYPES.put("dbrx", LatentConfigs::dbrx);
        TYPES.put("deepseek", LatentConfigs::deepSeek);
        TYPES.put("deepseek_v2", LatentConfigs::deepSeekV2);
        TYPES.put("deepseek_v3", LatentConfigs::deepSeekV3);
        TYPES.put("falcon", GptConfigs::falcon);
        TYPES.put("gemma", LlamaConfigs::gemma);
        TYPES.put("gemma2", LlamaConfigs::gemma2);
        TYPES.put("gemma3", (config, model) -> LlamaConfigs.gemma3(config.within("text_config"), model));
        TYPES.put("gemma3_text", LlamaConfigs::gemma3);
        TYPES.put("glm4", LlamaConfigs::glm4);
        TYPES.put("glm4_moe", LatentConfigs::glm4Moe);
        TYPES.put("gpt2", GptConfigs::gpt2);
        TYPES.put("gpt_bigcode", GptConfigs::bigCode);
        TYPES.put("gpt_neo", GptConfigs::gptNeo);
        TYPES.put("gpt_neox", GptConfigs::gptNeoX);
        TYPES.put("gpt_oss", LlamaConfigs::gptOss);
        TYPES.put("gptj", GptConfigs::gptJ);
        TYPES.put("granite", LlamaConfigs::llama);
        TYPES.put("grok-1", LlamaConfigs::grok);
        TYPES.put("internlm2", LlamaConfigs::internLm2);
        TYPES.put("kimi_k2", LatentConfigs::deepSeekV3);
        TYPES.put("llama", LlamaConfigs::llama);
        TYPES.put("llama4", (config, model) -> LlamaConfigs.llama4(config.within("text_config"), model));
        TYPES.put("llama4_text", LlamaConfigs::llama4);
        TYPES.put("minimax_m2", LlamaConfigs::miniMaxM2);
        TYPES.put("ministral", LlamaConfigs::mistral);
        TYPES.put("mistral", LlamaConfigs::mistral);
        TYPES.put("mixtral", LlamaConfigs::mixtral);
        TYPES.put("mpt", GptConfigs::mpt);
        TYPES.put("olmo", LlamaConfigs::olmo);
        TYPES.put("olmo2", LlamaConfigs::olmo2);
        TYPES.put("olmo3", LlamaConfigs::olmo2);
        TYPES.put("olmoe", LlamaConfigs::olmoe);
        TYPES.put("opt", GptConfigs::opt);
        TYPES.put("phi", GptConfigs::phi);
        TYPES.put("phi3", LlamaConfigs::phi3);
        TYPES.put("phimoe", LlamaConfigs::phiMoe);
        TYPES.put("qwen2", LlamaConfigs::qwen2);
        TYPES.put("qwen2_5_vl_text", LlamaConfigs::qwen2);
        TYPES.put("qwen2_moe", LlamaConfigs::qwen2Moe);
        TYPES.put("qwen3", LlamaConfigs::qwen3);
        TYPES.put("qwen3_moe", LlamaConfigs::qwen3Moe);
        TYPES.put("qwen3_vl_moe_text", LlamaConfigs::qwen3Moe);
        TYPES.put("qwen3_vl_text", LlamaConfigs::qwen3);
        TYPES.put("seed_oss", LlamaConfigs::seedOss);
        TYPES.put("smollm3", LlamaConfigs::smolLm3);
        TYPES.put("stablelm", LlamaConfigs::stableLm);
        TYPES.put("starcoder2", GptConfigs::starCoder2);
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
            "head_dim",
            "intermediate_size",
            "num_experts_per_tok",
            "moe_intermediate_size",
            "vocab_size",
            "max_position_embeddings"
        }) {
            config.countOr(1, name);
        }
    }

    /** The fields of the vocabulary as most architectures name them; the head has weights of its own by default. */
    static void vocabulary(ConfigReader config, ModelDraft model) {
        model.set("vocab", config.count("vocab_size"));
        model.set("max_seq_len", config.count("max_position_embeddings"));
        model.set("tied_embedding", config.truth("tie_word_embeddings", false));
    }
}
