package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inference formulas, against numbers worked out by hand. */
final class InferenceTest {
    private static final long KIB = 1024;

    @ParameterizedTest
    @CsvSource({
        "model=llama-2-7b kv_dtype=fp16, 524288",
        "model=llama-3-8b kv_dtype=fp16, 131072",
        "model=llama-3-70b kv_dtype=fp16, 327680",
        "model=deepseek-v3, 70272",
        "model=deepseek-v3 latent_cache=heads, 4997120",
        // 10 layers with 4 heads of 512 and 52 with 16 of 128.
        "model=gemma-3-27b-text global_kv_heads=4 global_head_dim=512, 507904",
        "model=gemma-3-27b-text global_kv_heads=4 global_head_dim=256, 466944",
        "model=gemma-3-27b-text global_kv_heads=2 global_head_dim=512 tp=4, 126976",
        // One kind of layers has one kind of heads.
        "model=llama-3-8b global_kv_heads=4, 131072",
        // As DeepSeek-V3.2 has it: 128 8-bit floats and a scale for the indexer of each layer.
        "model=deepseek-v3 indexer_dim=128, 78324",
        "model=deepseek-v3 indexer_dim=128 kv_dtype=fp8-ds-mla tp=8, 48068",
        // A module of multi-token prediction is a layer more.
        "model=deepseek-v3 mtp_modules=1, 71424",
        "model=deepseek-v3 mtp_modules=2 pp=2, 38016",
        "model=mistral-7b-v0.1 mtp_modules=1, 135168",
        // 61 layers of 656 bytes: 512 8-bit floats, 4 scales, 64 bf16 elements.
        "model=deepseek-v3 kv_dtype=fp8-ds-mla, 40016",
        // Latent rows are whole on every device; keys and values of heads are shared out.
        "model=deepseek-v3 tp=8, 70272",
        "model=deepseek-v3 latent_cache=heads tp=8, 624640",
        "model=llama-3-70b tp=8, 40960",
        // 16 devices, 8 heads: each head twice.
        "model=llama-3-70b tp=16, 40960",
        "model=llama-3-70b pp=4, 81920",
        "model=falcon-7b tp=4, 8192",
        // 64/2 + 64/16 bytes a head of 64.
        "model=qwen2-0.5b kv_dtype=nvfp4, 3456",
        // A scale of 4 bytes a head, for the key and again for the value.
        "model=llama-3-8b kv_dtype=fp8-per-token-head, 67584",
        "model=llama-3-8b kv_dtype=ggml-q8-0, 69632",
        // Half a byte a value and 4 bytes a head of 128.
        "model=llama-3-8b kv_dtype=lmdeploy-int4, 34816",
        // Keys at 8.5 bits, values at 4.5: 13 bits for 16 + 16.
        "model=llama-3-8b key_dtype=ggml-q8-0 value_dtype=ggml-q4-0, 53248",
        "model=deepseek-v3 key_dtype=fp8-ds-mla, 40016",
        // A quarter of 48 layers with a cache: 2 heads of 256.
        "model=qwen3-30b-a3b kv_heads=2 head_dim=256 state_layers=36, 24576",
        // The draft model's 16 layers of 8 heads of 64 beside 32 of 8 of 128.
        "model=llama-3-8b speculative=true draft_model=llama-3.2-1b, 163840",
    })
    void countsTheCacheOfAToken(String parameters, long expected) {
        assertThat(Estimate.bytes(parameters, "kv_bytes_per_token")).isEqualTo(expected);
    }

    @Test
    void roundsSequencesUpToBlocks() {
        String one = "model=llama-3-8b seq_len=4097";
        assertThat(Estimate.bytes(one, "kv_cache_bytes")).isEqualTo(4112 * 128 * KIB);
        assertThat(Estimate.bytes(one + " kv_block=1", "kv_cache_bytes")).isEqualTo(4097 * 128 * KIB);
        assertThat(Estimate.bytes(one + " dcp=2 tp=2", "kv_cache_bytes")).isEqualTo(2064 * 64 * KIB);
    }

    @Test
    void keepsOnlyTheWindowWhereLayersHaveOne() {
        // 62 layers, 10 of them global; 16 heads of 128: 8192 bytes a token and layer.
        String gemma = "model=gemma-3-27b-text seq_len=32768 batch_tokens=2048 window_cache=";
        long token = 2 * 16 * 128 * 2;
        long window = (1024 - 1 + 2048 + 15) / 16 * 16 + 16;
        // Six groups of 10 hold the 52 layers with a window.
        assertThat(Estimate.bytes(gemma + "blocks", "kv_cache_bytes")).isEqualTo((10 * 32768 + 60 * window) * token);
        assertThat(Estimate.bytes(gemma + "exact", "kv_cache_bytes")).isEqualTo((10 * 32768 + 52 * 1024L) * token);
        // 1024 and a physical batch of 512 tokens, whatever the logical one is.
        assertThat(Estimate.bytes(gemma + "llama_cpp", "kv_cache_bytes")).isEqualTo((10 * 32768 + 52 * 1536L) * token);
        assertThat(Estimate.bytes(gemma + "llama_cpp ubatch_tokens=2048", "kv_cache_bytes"))
                .isEqualTo((10 * 32768 + 52 * 3072L) * token);
        assertThat(Estimate.bytes(
                        "batch_tokens=100 " + gemma.replace("batch_tokens=2048 ", "") + "llama_cpp", "window_tokens"))
                .isEqualTo(1280);
        assertThat(Estimate.bytes(gemma + "whole", "kv_cache_bytes")).isEqualTo(62 * 32768 * token);
        // A module of multi-token prediction attends to the whole sequence.
        assertThat(Estimate.bytes(gemma + "exact mtp_modules=1", "kv_cache_bytes"))
                .isEqualTo((11 * 32768 + 52 * 1024L) * token);
        assertThat(Estimate.bytes("model=gpt-oss-20b", "all_global_layers")).isEqualTo(12);
        assertThat(Estimate.bytes("model=mistral-7b-v0.1", "all_global_layers")).isZero();
        assertThat(Estimate.bytes("model=gemma-3-4b-text", "all_global_layers")).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "model=gemma-3-27b-text, 10, 10, 60",
        "model=gemma-3-27b-text pp=2, 10, 5, 30",
        "model=gemma-3-4b-text, 5, 5, 30",
        "model=gemma-3-12b-text, 8, 8, 40",
        "model=gpt-oss-20b, 12, 12, 12",
        // vLLM's own example: 13 layers and 12 become 13 and 13.
        "model=gpt-oss-20b mtp_modules=1, 13, 13, 13",
        "model=gemma-3-27b-text global_layers=25, 37, 37, 37",
        "model=gemma-3-27b-text global_layers=24, 24, 24, 48",
        "model=gemma-3-27b-text window_cache=exact, 10, 10, 52",
        // One kind of layers is one group.
        "model=mistral-7b-v0.1, 1, 0, 32",
        "model=llama-3-8b, 1, 32, 0",
    })
    void groupsOfLayersAreFilledUp(String parameters, int group, int global, int window) {
        assertThat(Estimate.bytes(parameters, "group_layers")).isEqualTo(group);
        assertThat(Estimate.bytes(parameters, "global_slots")).isEqualTo(global);
        assertThat(Estimate.bytes(parameters, "window_slots")).isEqualTo(window);
    }

    @ParameterizedTest
    @CsvSource({
        "int8, 8, 1024",
        "llm-int8, 8, 2048",
        // A scale of 16 bits and a zero of 4.
        "gptq-4bit, 4, 1280",
        "gptq-4bit-g128, 4.15625, 0",
        "gptq-4bit-g64, 4.3125, 0",
        "gptq-4bit-g32, 4.625, 0",
        "gptq-4bit-g128-symmetric, 4.125, 0",
        "nf4, 4.5, 0",
        "nf4-dq, 4.126953125, 0",
        "fp8-block, 8.001953125, 0",
        "mxfp4, 4.25, 0",
        "nvfp4, 4.5, 0",
    })
    void countsTheBitsOfAMatrix(String quantization, double bits, double scaleBytes) {
        // The output projection of Llama 2 7B is 4096 x 4096; only the row scales depend on the shape.
        String parameters = "model=llama-2-7b quantization=" + quantization;
        double weight = Estimate.number(Estimate.of("inference", parameters, "output_params * output_bits / 8"));
        assertThat(weight).isEqualTo(4096.0 * 4096 * bits / 8);
        double all = Estimate.number(Estimate.of("inference", parameters, "attention_weight_bytes"));
        // Four matrices of 4096 outputs, 16 or 32 bits each.
        assertThat(all - 4 * weight).isEqualTo(scaleBytes * 32);
    }

    @ParameterizedTest
    @CsvSource({
        // Half of 32 layers are favoured; queries, keys and values are one matrix.
        "pythia-6.9b, gguf-q4-k-m, query_bits, 5.53125",
        "llama-2-7b, gguf-q4-k-m, query_bits, 4.5",
        "llama-2-7b, gguf-q4-k-m, value_bits, 5.53125",
        // Q4_K of the values is Q5_K in Llama 70B, Q4_0 stays.
        "llama-3-70b, gguf-q4-k-m, value_bits, 6.03125",
        "llama-3-70b, gguf-q4-0, value_bits, 4.5",
        "llama-3-70b, gguf-iq2-xs, value_bits, 4.5",
        // Models of 8 experts.
        "mixtral-8x7b, gguf-q4-k-m, value_bits, 8.5",
        "mixtral-8x7b, gguf-q4-k-m, output_bits, 5.5",
        "mixtral-8x7b, gguf-q3-k-l, output_bits, 3.4375",
        "mixtral-8x7b, gguf-iq2-xs, key_bits, 4.5",
        "mixtral-8x7b, gguf-iq2-xs, output_bits, 5.5",
        // 2 query heads a key head: only the experts favour the values of IQ1 and IQ2.
        "deepseek-moe-16b, gguf-iq2-xs, value_bits, 4.5",
        "deepseek-moe-16b, gguf-q2-k, value_bits, 3.4375",
        // 24 of 32 layers between the first and the last eighth.
        "llama-2-7b, gguf-iq3-xs, up_bits, 3.15625",
        "llama-2-7b, gguf-iq3-xs, output_bits, 3.4375",
        "falcon-180b, gguf-q4-k-m, head_bits, 8.5",
        // 4544 is no multiple of 256: Q4_K falls back to Q5_0.
        "falcon-7b, gguf-q4-k-m, up_bits, 5.5",
        // So does the head, which is Q6_K in a mix of blocks of 32, to Q8_0.
        "gpt-oss-20b, gguf-q4-0, head_bits, 8.5",
        "gpt-oss-20b, gguf-q4-k-m, head_bits, 8.5",
        "llama-2-7b, gguf-q4-0, head_bits, 6.5625",
        // Experts stay MXFP4 in gpt-oss; the rest is quantized.
        "gpt-oss-20b, gguf-q6-k, expert_up_bits, 4.25",
        "gpt-oss-20b, gguf-q6-k, expert_down_bits, 4.25",
        "gpt-oss-120b, gguf-q4-k-m, expert_down_bits, 4.25",
        "gpt-oss-20b, gguf-q6-k, output_bits, 6.5625",
        "gpt-oss-20b, ggml-q8-0, expert_up_bits, 8.5",
    })
    void mixesBlockTypesAsLlamaCppDoes(String model, String quantization, String formula, double bits) {
        String parameters = "model=" + model + " quantization=" + quantization;
        assertThat(Estimate.number(Estimate.of("inference", parameters, formula)))
                .isEqualTo(bits);
    }

    @Test
    void addsUpToTheParametersWithoutQuantization() {
        for (String model :
                new String[] {"llama-3-8b", "deepseek-v3", "gpt-oss-20b", "gemma-2-9b", "opt-350m", "falcon-7b"}) {
            String parameters = "model=" + model;
            assertThat(Estimate.bytes(parameters, "weight_bytes - 2 * params"))
                    .as(model)
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // Qwen3-Next: 36 layers of 32 value heads and 16 key heads of 128, convolution of 4 tokens, 4 bytes a value.
        "model=qwen3-30b-a3b state_layers=36 state_inner=4096 state_size=128 state_groups=16 state_conv=4, 79036416",
        "model=qwen3-30b-a3b state_layers=36 state_inner=4096 state_size=128 state_groups=16 state_conv=4 tp=2, 39518208",
        // Jamba: 28 layers of Mamba, 8192 wide, 16 values each, 2 bytes a value.
        "model=llama-2-7b state_layers=28 state_inner=8192 state_size=16 state_conv=4 state_dtype=bf16, 8716288",
        "model=llama-3-8b, 0",
    })
    void countsStatesWhateverTheLength(String parameters, long expected) {
        assertThat(Estimate.bytes(parameters, "state_bytes_per_sequence")).isEqualTo(expected);
        assertThat(Estimate.bytes(parameters + " seq_len=1 kv_block=1", "kv_bytes_per_sequence - kv_bytes_per_token"))
                .isEqualTo(expected);
    }

    @Test
    void addsADraftModelAndAdapters() {
        String llama = "model=llama-3-8b";
        long alone = Estimate.bytes(llama, "weight_bytes");
        assertThat(Estimate.bytes(llama + " speculative=true draft_model=llama-3.2-1b", "weight_bytes") - alone)
                .isEqualTo(2 * 1_235_814_400L);
        // 41,943,040 parameters of rank 16 on all seven matrices of every layer.
        assertThat(Estimate.bytes(llama + " lora_adapters=3 lora_rank=16", "weight_bytes") - alone)
                .isEqualTo(3 * 2 * 41_943_040L);
    }

    @Test
    void profilesTheSamplerAsVllmDoes() {
        String setup = "model=llama-3-8b batch_tokens=8192 seq_len=8192 activation_estimate=vllm_profile";
        long hidden = 8192L * 4096 * 2;
        assertThat(Estimate.bytes(setup, "activation_bytes")).isEqualTo(1024L * 128256 * 38 + hidden);
        assertThat(Estimate.bytes(setup + " device=a100-sxm-80gb", "activation_bytes"))
                .isEqualTo(256L * 128256 * 38 + hidden);
        assertThat(Estimate.bytes(setup + " profile_sequences=64", "sampler_bytes"))
                .isEqualTo(64L * 128256 * 50 + hidden);
        assertThat(Estimate.bytes(setup + " sequences=100", "logits_bytes")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "model=llama-3-70b tp=8 pp=3, legal",
        "model=llama-3-70b tp=16, legal",
        "model=llama-3-70b tp=3, tp-divides-heads",
        "model=qwen2-7b tp=7, tp-divides-kv-heads",
        "model=qwen2-7b tp=28, tp-divides-ffn",
        "model=phi-3-medium tp=4, tp-divides-kv-heads",
        "model=qwen3-30b-a3b tp=2 expert_tp=5, expert-tp-divides-ffn",
        "model=qwen3-30b-a3b ep=3, ep-divides-experts",
        "model=llama-3-8b ep=2, ep-divides-experts",
        "model=llama-3-8b pp=33, stages-have-layers",
        "model=llama-3-8b tp=8 dcp=2, dcp-fits-tp",
        "model=llama-3-8b tp=16 dcp=2, legal",
        "model=deepseek-v3 tp=8 dcp=8, legal",
        "model=llama-3-8b seq_len=8193, sequence-fits-model",
        "model=llama-3-8b seq_len=8193 max_seq_len=16384, legal",
    })
    void namesTheFirstRuleThatIsBroken(String parameters, String rule) {
        assertThat(Estimate.of("inference", parameters, "legality")).hasToString(rule);
        assertThat(Estimate.of("inference", parameters, "legal")).hasToString(Boolean.toString(rule.equals("legal")));
    }

    @Test
    void sharesWeightsOut() {
        String llama = "model=llama-3-70b";
        long whole = Estimate.bytes(llama, "weight_bytes");
        long norms = 161 * 8192 * 2;
        assertThat(Estimate.bytes(llama + " tp=8", "weight_bytes")).isEqualTo((whole - norms) / 8 + norms);
        long layer = Estimate.bytes(llama, "dense_layer_bytes");
        long head = 128256L * 8192 * 2;
        assertThat(Estimate.bytes(llama + " pp=4", "weight_bytes")).isEqualTo(20 * layer + head + 8192 * 2);
        // Experts are whole with expert parallelism, shared out without.
        String mixtral = "model=mixtral-8x7b tp=4";
        assertThat(Estimate.bytes(mixtral + " ep=4", "expert_weight_bytes"))
                .isEqualTo(Estimate.bytes(mixtral, "expert_weight_bytes"))
                .isEqualTo(2 * 3 * 4096 * 14336 * 2L);
    }

    @Test
    void capacityIsTheLargestThatFits() {
        for (String setup : new String[] {
            "model=llama-3-8b seq_len=5000",
            "model=gemma-3-27b-text seq_len=30000 utilization=0.95",
            "model=gpt-oss-20b quantization=mxfp4-experts seq_len=100000 batch_tokens=2048",
            "model=mistral-7b-v0.1 seq_len=20000 window_cache=llama_cpp",
            "model=deepseek-v3 quantization=fp8-block tp=16 ep=16 seq_len=20000",
            "model=llama-3-8b seq_len=5000 speculative=true key_dtype=fp8",
            "model=llama-3-8b seq_len=5000 activation_estimate=vllm_profile lora_adapters=4",
            "model=qwen3-30b-a3b seq_len=5000 state_layers=36 state_inner=4096 state_size=128 state_groups=16 state_conv=4",
        }) {
            String fixed = setup + " batch_tokens=8192".repeat(setup.contains("batch_tokens") ? 0 : 1);
            long most = Estimate.bytes(fixed, "max_concurrent_sequences");
            assertThat(most).as(setup).isPositive();
            assertThat(Estimate.of("inference", fixed + " sequences=" + most, "fits"))
                    .hasToString("true");
            assertThat(Estimate.of("inference", fixed + " sequences=" + (most + 1), "fits"))
                    .hasToString("false");
        }
    }

    @Test
    void contextIsTheLongestThatFits() {
        for (String setup : new String[] {
            "model=llama-3-8b max_seq_len=10000000 batch_tokens=2048",
            "model=llama-3-8b max_seq_len=10000000 batch_tokens=2048 sequences=7",
            "model=gemma-3-27b-text max_seq_len=10000000 batch_tokens=2048 sequences=3 utilization=0.95",
            "model=gemma-3-27b-text max_seq_len=10000000 batch_tokens=2048 sequences=40 utilization=0.95",
            "model=gemma-3-27b-text max_seq_len=10000000 batch_tokens=2048 sequences=3 global_kv_heads=4"
                    + " global_head_dim=256 utilization=0.95",
            "model=gemma-3-27b-text max_seq_len=10000000 batch_tokens=2048 window_cache=exact utilization=0.95",
            "model=gpt-oss-20b max_seq_len=10000000 batch_tokens=512 sequences=20 window_cache=llama_cpp",
            "model=gemma-2-9b max_seq_len=10000000 batch_tokens=512 sequences=20 window_cache=whole",
            "model=gemma-2-9b max_seq_len=10000000 batch_tokens=512 sequences=20 speculative=true",
            "model=mistral-7b-v0.1 max_seq_len=10000000 batch_tokens=512 sequences=30 speculative=true",
            "model=qwen3-8b max_seq_len=10000000 batch_tokens=512 sequences=30 state_layers=27 state_inner=4096"
                    + " state_size=128 state_groups=16 state_conv=4",
        }) {
            long longest = Estimate.bytes(setup, "max_context");
            assertThat(longest).as(setup).isPositive().isLessThan(10_000_000);
            assertThat(Estimate.of("inference", setup + " seq_len=" + longest, "fits"))
                    .hasToString("true");
            assertThat(Estimate.of("inference", setup + " seq_len=" + (longest + 1), "fits"))
                    .as(setup)
                    .hasToString("false");
        }
        assertThat(Estimate.bytes("model=llama-3-8b", "max_context")).isEqualTo(8192);
    }

    @Test
    void columnsAddUp() {
        String setup = "model=deepseek-v3 quantization=fp8-block tp=8 sequences=17 seq_len=7777";
        assertThat(
                        Estimate.bytes(
                                setup,
                                "weight_bytes + kv_cache_bytes + activation_bytes + logits_bytes + overhead_bytes - total_bytes"))
                .isZero();
        assertThat(Estimate.bytes(setup, "device_bytes - total_bytes - headroom_bytes"))
                .isZero();
    }

    @Test
    void offersTheRuleOfThumb() {
        String setup = "model=chatglm-6b quantization=fp16 sequences=0 overhead=rule_of_thumb";
        long article = Estimate.bytes("model=chatglm-6b quantization=fp16 sequences=0", "weight_bytes");
        assertThat((double) Estimate.bytes(setup, "total_bytes")).isEqualTo(1.2 * article, within(1.0));
        assertThat(Estimate.of("transformer-math", "model=chatglm-6b", "inference_total_bytes"))
                .hasToString(Long.toString(Estimate.bytes(setup, "total_bytes")));
    }
}
