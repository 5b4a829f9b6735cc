package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of the training set whatever the numbers of others are. */
final class TrainingTest {
    private static final String LLAMA = "model=llama-3-8b ";
    private static final String MOE = "model=deepseek-v3 ";

    private static Point point(String settings) {
        return new Point("training", settings);
    }

    static Iterable<String> models() {
        return ShapeTest.countsWhatTheCatalogSays();
    }

    @ParameterizedTest
    @MethodSource("models")
    void oneGpuHoldsEveryParameter(String model) {
        Point point = point("model=" + model);

        assertThat(point.whole("first_params")).isEqualTo(point.whole("params"));
        assertThat(point.whole("weight_bytes")).isEqualTo(2 * point.whole("params"));
        assertThat(point.whole("optimizer_bytes")).isEqualTo(12 * point.whole("params"));
        assertThat(point.text("legality")).isEqualTo("legal");
    }

    /** Untied models whose layers the stages divide: the stages together hold the model once. */
    @ParameterizedTest
    @CsvSource({"llama-3-8b,2", "llama-3-8b,8", "gpt-3-175b,4", "mixtral-8x7b,8", "deepseek-v2,6", "qwen3-235b-a22b,2"})
    void stagesTogetherHoldTheModelOnce(String model, int stages) {
        Point point = point("model=" + model + " tied_embedding=false pp=" + stages);

        assertThat(point.whole("first_params + last_params + " + (stages - 2) + " * middle_params"))
                .isEqualTo(point.whole("params"));
        assertThat(point.text("legality")).isEqualTo("legal");
    }

    /** One GPU, and stages together, with the kinds of layers that few models have. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "moe_layer_step=2",
                "moe_latent_dim=1024",
                "moe_latent_dim=1024 expert_bias=true",
                "mtp_modules=2",
                "mtp_modules=1 moe_layer_step=3",
                "moe_layer_step=2 mtp_modules=1 dense_layers=3 moe_latent_dim=512"
            })
    void everyKindOfLayerIsHeldOnce(String kind) {
        Point whole = point("model=mixtral-8x7b tied_embedding=false " + kind);
        Point stages = point("model=mixtral-8x7b tied_embedding=false pp=2 " + kind);

        assertThat(whole.whole("first_params")).isEqualTo(whole.whole("params"));
        assertThat(whole.whole("stage_params")).isEqualTo(whole.whole("params"));
        assertThat(whole.whole("gpu_params")).isEqualTo(whole.whole("params"));
        assertThat(whole.whole("optimizer_bytes")).isEqualTo(12 * whole.whole("params"));
        assertThat(stages.whole("first_params + last_params - mtp_table")).isEqualTo(whole.whole("params"));
        assertThat(stages.whole("first_stage_params + last_stage_params - mtp_table"))
                .isEqualTo(whole.whole("params"));
    }

    /** Layers with experts in the first, the middle and the last stage. */
    @ParameterizedTest
    @CsvSource({
        "'model=mixtral-8x7b pp=4',8,8,8",
        "'model=mixtral-8x7b pp=4 moe_layer_step=2',4,4,4",
        "'model=mixtral-8x7b pp=8 moe_layer_step=8',0,1,1",
        "'model=mixtral-8x7b pp=32 moe_layer_step=2',0,1,1",
        "'model=mixtral-8x7b pp=4 vpp=2 moe_layer_step=2',4,4,4",
        "'model=mixtral-8x7b pp=4 vpp=4 dense_layers=1',7,8,8",
        "'model=llama-4-maverick-17b-128e pp=16',1,2,2",
        "'model=llama-4-maverick-17b-128e pp=48',0,1,1",
        "'model=deepseek-v3 pp=61',0,1,1",
        "'model=deepseek-v3 layers=60 pp=30',0,2,2",
        "'model=deepseek-v3 layers=60 pp=3 mtp_modules=1',17,20,21"
    })
    void expertsStandOnTheirStages(String settings, int first, int middle, int last) {
        Point point = point(settings);

        assertThat(point.whole("first_moe")).isEqualTo(first);
        assertThat(point.whole("middle_moe")).isEqualTo(middle);
        assertThat(point.whole("last_moe")).isEqualTo(last);
        assertThat(point.text("legality")).isEqualTo("legal");
    }

    /** The third of 61 stages is the last without experts: the fourth is reported, with its own micro-batches. */
    @Test
    void theMiddleStageIsTheFirstThatHoldsExperts() {
        Point point = point(MOE + "pp=61 micro_batches=100");

        assertThat(point.whole("skipped_stages")).isEqualTo(2);
        assertThat(point.number("middle_in_flight")).isEqualTo(58);
    }

    @Test
    void aModuleOfMultiTokenPredictionHasALayerInputsAndALossOfItsOwn() {
        Point without = point(MOE + "tp=8");
        Point with = point(MOE + "tp=8 mtp_modules=1");

        assertThat(with.number("first_token_bytes - moe_bytes - mtp_input_bytes - 2 * hidden_row"))
                .isEqualTo(without.number("first_token_bytes"));
        assertThat(with.whole("logits_bytes")).isEqualTo(2 * without.whole("logits_bytes"));
    }

    @Test
    void expertsAtALatentWidthTakeNarrowerTokens() {
        Point wide = point("model=mixtral-8x7b");
        Point latent = point("model=mixtral-8x7b moe_latent_dim=1024");

        assertThat(wide.number("moe_bytes") - latent.number("moe_bytes")).isEqualTo(2 * (2 * (4096 - 1024) - 1024));
    }

    @ParameterizedTest
    @CsvSource({
        "model=llama-3-8b tp=2 pp=4 dp=4 zero=1 recompute=full",
        "model=deepseek-v3 tp=2 pp=4 ep=8 etp=1 dp=8 zero=2 context=simumax allocator_efficiency=0.94",
        "model=llama-3-8b zero=3 dp=8 method=qlora loss=chunked",
        "model=gpt-3-175b attention=materialised dropout=true vpp=3 pp=8 tp=8 seq_len=1000"
    })
    void columnsAddUp(String settings) {
        Point point = point(settings);

        assertThat(point.whole("weight_bytes + gradient_bytes + optimizer_bytes + activation_bytes + logits_bytes"
                        + " + buffer_bytes + overhead_bytes"))
                .isEqualTo(point.whole("total_bytes"));
        assertThat(point.whole("device_bytes - total_bytes")).isEqualTo(point.whole("headroom_bytes"));
    }

    /** Bytes a parameter without sharding, by recipe. */
    @ParameterizedTest
    @CsvSource({
        "mixed,18",
        "mixed-16-bit-gradients,16",
        "mixed-gradient-copy,20",
        "fp32,16",
        "bf16,8",
        "fp32-bf16-moments,12"
    })
    void recipesTakeTheirBytes(String recipe, int bytes) {
        assertThat(point(LLAMA + "precision=" + recipe).number("first_fixed_bytes / params"))
                .isEqualTo(bytes);
    }

    /** Bytes of the states of a parameter, by optimizer. */
    @ParameterizedTest
    @CsvSource({
        "sgd,0",
        "sgd-momentum,4",
        "adamw,8",
        "adamw-8bit,2.03125",
        "lion,4",
        "lion-8bit,1.015625",
        "ademamix,12",
        "ademamix-8bit,3.046875",
        "lamb,8",
        "lomo,0",
        "schedule-free-adamw,8",
        "badam,0.25"
    })
    void optimizersTakeTheirBytes(String optimizer, double bytes) {
        assertThat(point(LLAMA + "master_width=0 optimizer=" + optimizer).number("optimizer_bytes / params"))
                .isCloseTo(bytes, within(1e-9));
    }

    @Test
    void muonKeepsAdamForWhatIsNoMatrixOfALayer() {
        Point point = point(LLAMA + "master_width=0 optimizer=muon");

        assertThat(point.whole("optimizer_bytes"))
                .isEqualTo(point.whole("4 * first_matrices + 8 * (params - first_matrices)"));
    }

    @Test
    void lomoKeepsNoMasterCopy() {
        assertThat(point(LLAMA + "optimizer=lomo").whole("optimizer_bytes")).isZero();
        assertThat(point(LLAMA + "optimizer=adalomo").whole("optimizer_bytes"))
                .isEqualTo(point(LLAMA + "optimizer=adalomo master_width=0").whole("optimizer_bytes"))
                .isPositive();
        assertThat(point(LLAMA + "optimizer=lomo master_width=4").whole("optimizer_bytes"))
                .isEqualTo(4 * point(LLAMA).whole("params"));
    }

    /** The paper's 2 M + 16 M / D bytes: one block has gradients, a master copy and moments. */
    @ParameterizedTest
    @CsvSource({"llama-3-8b,32", "llama-3-8b,4", "llama-2-7b,32", "mixtral-8x7b,32"})
    void badamTrainsOneBlockAtATime(String model, int blocks) {
        Point point = point("model=" + model + " optimizer=badam badam_blocks=" + blocks);

        assertThat(point.number("first_fixed_bytes"))
                .isCloseTo(point.number("params * (2 + 16 / " + blocks + ".0)"), within(2.0));
    }

    @Test
    void adafactorKeepsRowsAndColumns() {
        Point point = point(LLAMA + "master_width=0 optimizer=adafactor layers=1 vocab=1000 tied_embedding=true");

        // q and o, k and v, gate and up and down, the embedding, three norms
        assertThat(point.whole("optimizer_bytes"))
                .isEqualTo(4L * (2 * 8192 + 2 * (4096 + 1024) + 3 * (4096 + 14336) + 1000 + 4096 + 3 * 4096));
    }

    @Test
    void galoreKeepsItsProjections() {
        Point point =
                point(LLAMA + "master_width=0 optimizer=galore galore_rank=8 layers=1 vocab=1 tied_embedding=true");

        long states = 2 * (2L * 8 * 4096 + 8 * 4096) + 2 * (2L * 8 * 4096 + 8 * 1024) + 3 * (2L * 8 * 14336 + 8 * 4096);
        assertThat(point.whole("optimizer_bytes")).isEqualTo(4 * states + 8L * (4096 + 3 * 4096));
    }

    /** The router of Mixtral has 8 outputs. */
    @ParameterizedTest
    @CsvSource({"4,4", "8,8", "128,8"})
    void galoreProjectsToNoMoreThanTheShorterSide(int rank, int used) {
        Point point = point("model=mixtral-8x7b optimizer=galore galore_rank=" + rank);

        assertThat(point.whole("matrix_states(hidden, experts)")).isEqualTo(used * (2L * 4096 + 8));
        assertThat(point.whole("matrix_states(4096, 4096)")).isEqualTo(rank * 3L * 4096);
    }

    @Test
    void keepsSmallTensorsOfAnEightBitOptimizerInFp32() {
        Point point = point("model=gpt-2-124m master_width=0 optimizer=adamw-8bit");

        assertThat(point.number("optimizer_bytes"))
                .isEqualTo(point.number("round(2.03125 * (params - first_vectors) + 8 * first_vectors)"));
    }

    /** As Hugging Face's Trainer has it: the embedding and positions, not an untied head. */
    @ParameterizedTest
    @CsvSource({"llama-3-8b,525336576", "gpt-2-124m,39383808"})
    void keepsEmbeddingsOfAnEightBitOptimizerInFp32WhereAsked(String model, long tables) {
        String settings = "model=" + model + " optimizer=adamw-8bit";

        assertThat(point(settings + " embedding_moment_width=4").number("optimizer_bytes")
                        - point(settings).number("optimizer_bytes"))
                .isCloseTo(2 * (4 - 1.015625) * tables, within(1.0));
    }

    /** Bytes a parameter over 8 GPUs: dense and expert parameters have groups of their own. */
    @ParameterizedTest
    @CsvSource({"0,18,18", "1,7.5,12", "2,4,10", "3,2.25,9"})
    void zeroShardsExpertsAmongTheirOwnGroup(int zero, double dense, double routed) {
        Point point = point(MOE + "layers=4 dp=8 ep=4 shard_buffers=none zero=" + zero);

        assertThat(point.number("weight_bytes + gradient_bytes + optimizer_bytes"))
                .isCloseTo(
                        point.number("(first_params - first_experts) * " + dense + " + first_experts * " + routed),
                        within(2.0));
    }

    /** Two layers gathered, or the embedding and one, and in training of all parameters the gradient of one. */
    @ParameterizedTest
    @CsvSource({"'',2", "'vocab=1000 ',3", "'vocab=1000 fsdp_prefetch=4 ',5", "'vocab=1000 method=lora ',2"})
    void fsdpHoldsLayersAndTheGradientOfOne(String settings, int layers) {
        Point point = point(LLAMA + settings + "dp=8 zero=3");

        assertThat(point.whole("shard_buffer_bytes"))
                .isEqualTo(2
                        * point.whole(layers + " * gpu_layer_params + " + (settings.isEmpty() ? "first_tables" : "0")));
    }

    @Test
    void hybridShardingDividesByItsGroupOnly() {
        Point whole = point(LLAMA + "dp=16 zero=3 shard_buffers=none");
        Point hybrid = point(LLAMA + "dp=16 zero=3 shard_buffers=none shard_group=4");

        assertThat(hybrid.whole("weight_bytes")).isEqualTo(4 * whole.whole("weight_bytes"));
    }

    /** Four replicas of the shards: the experts' group shrinks as much as the other one. */
    @ParameterizedTest
    @CsvSource({
        "dp=64 ep=4,16",
        "dp=64 ep=4 shard_group=16,4",
        "dp=64 ep=16 shard_group=16,1",
        "dp=8 cp=8 ep=4 shard_group=16,4"
    })
    void hybridShardingHoldsForExpertsToo(String settings, int group) {
        Point point = point(MOE + "zero=3 " + settings);

        assertThat(point.whole("expert_shard_group")).isEqualTo(group);
        assertThat(point.text("legality")).isEqualTo("legal");
    }

    @Test
    void contextParallelGpusShardTheOptimizerToo() {
        assertThat(point(LLAMA + "dp=2 cp=4 zero=1").whole("optimizer_bytes"))
                .isEqualTo(point(LLAMA + "dp=8 zero=1").whole("optimizer_bytes"));
    }

    /** Micro-batches that a stage of eight holds at most. */
    @ParameterizedTest
    @CsvSource({
        "gpipe,1,64,64,64,64",
        "1f1b,1,64,8,7,1",
        "1f1b,1,4,4,4,1",
        "interleaved,2,64,11.5,10.5,4.5",
        "interleaved,2,6,6,6,4.5",
        "zero-bubble-1,1,64,8,7,1",
        "zero-bubble-2,1,64,15,13,1"
    })
    void schedulesHoldTheirMicroBatches(
            String schedule, int chunks, int batches, double first, double middle, double last) {
        Point point = point(LLAMA + "pp=8 vpp=" + chunks + " schedule=" + schedule + " micro_batches=" + batches);

        assertThat(point.number("first_in_flight")).isEqualTo(first);
        assertThat(point.number("middle_in_flight")).isEqualTo(middle);
        assertThat(point.number("last_in_flight")).isEqualTo(last);
    }

    @ParameterizedTest
    @CsvSource({
        "model=llama-3-8b pp=4, first",
        "model=llama-3-8b pp=4 micro_batches=1 micro_batch=8, last",
        "model=llama-3-8b pp=4 first_stage_layers=1 last_stage_layers=1, middle"
    })
    void reportsTheMostLoadedStage(String settings, String stage) {
        Point point = point(settings);

        assertThat(point.text("peak_stage")).isEqualTo(stage);
        assertThat(point.whole("total_bytes")).isEqualTo(point.whole(stage + "_allocated_bytes"));
    }

    /** One layer of Llama 3 8B, bytes a token. */
    @Test
    void countsEverySavedTensorOfALayer() {
        assertThat(point(LLAMA).number("dense_bytes"))
                .isEqualTo(2 * (4 * 4096 + 2 * 4096 + 2 * 1024 + 3 * 14336) + 4 * 32);
        assertThat(point(LLAMA + "tp=4").number("dense_bytes"))
                .isEqualTo((2 * (4 * 4096 + 2 * 4096 + 2 * 1024 + 3 * 14336) + 4 * 32) / 4.0);
        assertThat(point(LLAMA + "tp=4 sequence_parallel=false").number("dense_bytes"))
                .isEqualTo(2 * 4 * 4096 + (2 * (2 * 4096 + 2 * 1024 + 3 * 14336) + 4 * 32) / 4.0);
    }

    /** Bytes a token that the experts of Mixtral take and work on: 2 experts of 4096 and 14336. */
    @ParameterizedTest
    @CsvSource({
        "tp=1,1,1",
        "tp=8,1,0.125",
        "tp=8 etp=1 ep=8,0.125,0.125",
        // Every GPU has all tokens already.
        "tp=8 sequence_parallel=false,1,0.125",
        "tp=8 etp=1 ep=8 sequence_parallel=false,1,1",
        // Two data parallel GPUs share an expert, and each other's tokens.
        "tp=1 etp=2 dp=2,2,1"
    })
    void expertsTakeTheTokensOfTheirGroup(String settings, double taken, double inner) {
        Point point = point("model=mixtral-8x7b " + settings);

        assertThat(point.number("dispatched_bytes")).isEqualTo(taken * 2 * 2 * 4096);
        assertThat(point.number("expert_inner_bytes")).isEqualTo(inner * 2 * 2 * 2 * 14336);
        assertThat(point.number("expert_last_input_bytes")).isEqualTo(inner * 2 * 2 * 14336);
    }

    /** The inputs of frozen linears: tokens of 4096 for 2 experts of 14336, and of 7168 for 8 of 2048 and a shared one. */
    @ParameterizedTest
    @CsvSource({
        "mixtral-8x7b,0,28672,0,0",
        "mixtral-8x7b fused_swiglu=false,0,28672,28672,0",
        "mixtral-8x7b fused_swiglu=false router_weights_last=true,0,28672,0,0",
        "deepseek-v3,0,16384,0,2048",
        "deepseek-v3 lora_mlp=true,0,16384,0,0"
    })
    void frozenExpertsKeepNoInputs(String model, int dispatched, int inner, int last, int shared) {
        Point full = point("model=" + model);
        Point lora = point("model=" + model + " method=lora");

        assertThat(lora.number("dispatched_bytes")).isEqualTo(dispatched);
        assertThat(full.number("dispatched_bytes")).isPositive();
        assertThat(lora.number("expert_inner_bytes")).isEqualTo(4 * inner);
        assertThat(lora.number("expert_last_input_bytes"))
                .isEqualTo(full.number("expert_last_input_bytes") - 2 * inner + 2 * last);
        assertThat(full.number("shared_expert_bytes") - lora.number("shared_expert_bytes"))
                .isEqualTo(2 * shared);
    }

    /** Inputs of fp8 linears take a byte a value, but for what the router keeps. */
    @Test
    void fp8LinearsKeepNarrowInputsOfExperts() {
        Point wide = point(MOE);
        Point narrow = point(MOE + "fp8_linears=true");

        assertThat(narrow.number("dispatched_bytes")).isEqualTo(8 * 7168);
        assertThat(narrow.number("expert_last_input_bytes")).isEqualTo(8 * 2048);
        assertThat(narrow.number("expert_inner_bytes")).isEqualTo(wide.number("expert_inner_bytes"));
        assertThat(narrow.number("shared_expert_bytes")).isEqualTo((2 * 2 + 1) * 2048);
        assertThat(narrow.number("moe_bytes - attention_bytes") - wide.number("moe_bytes - attention_bytes"))
                .isEqualTo(-(8 * 7168 + 8 * 2048 + 2048));
        assertThat(point(MOE + "fp8_linears=true fused_swiglu=false").number("expert_last_input_bytes"))
                .isEqualTo((2 + 1) * 8 * 2048);
        Point recomputed = point(MOE + "fp8_linears=true recompute=modules recompute_norms=true");
        assertThat(recomputed.number("moe_bytes - kept_moe_bytes"))
                .isEqualTo(recomputed.number("logsumexp_bytes + qkv_input_bytes + 2 * hidden"));
    }

    /** One shared expert of 2048 beside 8 experts of 2048 a token; dense layers of 18432. */
    @Test
    void anUnfusedGateIsOneTensorMoreInEveryMlp() {
        Point fused = point(MOE);
        Point unfused = point(MOE + "fused_swiglu=false");

        assertThat(unfused.number("dense_bytes") - fused.number("dense_bytes")).isEqualTo(2 * 18432);
        assertThat(unfused.number("moe_bytes") - fused.number("moe_bytes")).isEqualTo(2 * (8 + 1) * 2048);
        assertThat(unfused.number("shared_expert_bytes")).isEqualTo(2 * 4 * 2048);
    }

    @ParameterizedTest
    @CsvSource({
        "flash,false,0",
        "flash,true,0",
        "materialised,false,4",
        "materialised,true,5",
        "in-place,false,2",
        "in-place,true,5"
    })
    void attentionKeepsItsScores(String kernel, boolean dropout, int bytes) {
        assertThat(point(LLAMA + "attention=" + kernel + " dropout=" + dropout).number("score_bytes / heads"))
                .isEqualTo(bytes);
    }

    @Test
    void recomputationKeepsLessAndHasAWorkingSet() {
        String whole = "first_activation_bytes";
        double none = point(LLAMA).number(whole);
        double full = point(LLAMA + "recompute=full").number(whole);
        double chunks = point(LLAMA + "recompute=full recompute_layers=8").number(whole);
        double half = point(LLAMA + "recompute=block recompute_layers=16").number(whole);

        assertThat(full).isLessThan(half).isLessThan(chunks);
        assertThat(half).isLessThan(none);
        Point eight = point(LLAMA + "recompute=full recompute_layers=8");
        assertThat(chunks)
                .isEqualTo(eight.number("tokens * (4 * checkpoint_bytes + 8 * dense_bytes + 8 + head_input_bytes)"));
        assertThat(point(LLAMA + "recompute=full working_set=false").number(whole))
                .isEqualTo(eight.number("tokens * (32 * checkpoint_bytes + 8 + head_input_bytes)"));
    }

    @Test
    void modulesRecomputeTheirRows() {
        Point point = point(MOE + "recompute=modules recompute_moe=true recompute_mla_up=true recompute_norms=true");

        assertThat(point.number("kept_moe_bytes"))
                .isEqualTo(point.number("norm_input_bytes + latent_bytes + attention_output_bytes"));
    }

    @Test
    void adaptersAreTrainedAndTheRestIsNot() {
        Point full = point(LLAMA);
        Point lora = point(LLAMA + "method=lora lora_rank=8");
        Point qlora = point(LLAMA + "method=qlora lora_rank=8 base_bits=4.5");

        long adapters = 32L * 8 * (4096 + 4096 + 4096 + 1024);
        assertThat(lora.whole("weight_bytes")).isEqualTo(full.whole("weight_bytes") + 2 * adapters);
        assertThat(lora.whole("gradient_bytes")).isEqualTo(4 * adapters);
        assertThat(lora.whole("optimizer_bytes")).isEqualTo(12 * adapters);
        assertThat(lora.number("dense_bytes")).isLessThan(full.number("dense_bytes"));
        assertThat(qlora.whole("weight_bytes"))
                .isEqualTo(
                        qlora.whole("round(first_matrices * 4.5 / 8) + 2 * (params - first_matrices)") + 2 * adapters);
    }

    @Test
    void offloadingMovesBytesToTheHost() {
        Point here = point(LLAMA + "dp=8 zero=3");
        Point host = point(LLAMA + "dp=8 zero=3 offload_optimizer=true offload_params=true offload_activations=0.5");

        assertThat(host.whole("weight_bytes + gradient_bytes + optimizer_bytes"))
                .isZero();
        assertThat(host.whole("host_bytes"))
                .isEqualTo(here.whole("8 * (weight_bytes + gradient_bytes + optimizer_bytes)")
                        + host.whole("round(4 * tokens * first_kept_bytes)"));
    }

    /** The larger of the two moments, whichever it is. */
    @ParameterizedTest
    @CsvSource({"1,gradient_bytes", "16,activation_bytes + logits_bytes"})
    void phasesTakeGradientsAndActivationsInTurn(int batch, String larger) {
        String settings = LLAMA + "tp=4 micro_batch=" + batch;

        assertThat(point(settings + " accounting=phases").whole("total_bytes"))
                .isEqualTo(point(settings).whole("weight_bytes + optimizer_bytes + buffer_bytes + " + larger));
        assertThat(point(settings + " accounting=phases").whole("overlap_bytes"))
                .isEqualTo(point(settings).whole("min(gradient_bytes, activation_bytes + logits_bytes)"));
    }

    @Test
    void muonWorksOnTheLargestMatrixInBf16() {
        Point muon = point(LLAMA + "optimizer=muon newton_schulz_scratch=true");

        assertThat(muon.whole("buffer_bytes")).isEqualTo(2 * (2L * 4096 * 14336 + 2L * 4096 * 4096));
        assertThat(point(LLAMA + "optimizer=muon").whole("buffer_bytes")).isZero();
        assertThat(point(LLAMA + "newton_schulz_scratch=true").whole("buffer_bytes"))
                .isZero();
    }

    /** The largest micro-batch fits, one more does not. */
    @ParameterizedTest
    @CsvSource({
        "model=llama-3-8b tp=4 dp=2 zero=1 accounting=phases",
        "model=llama-3-8b tp=4 pp=4 accounting=phases",
        "model=llama-3-8b tp=4 dp=2 zero=1",
        "model=llama-3-8b tp=2 pp=4 dp=8 zero=1 attention=materialised",
        "model=llama-3-8b dp=64 zero=3 recompute=full allocator_efficiency=0.94 context=simumax",
        "model=mixtral-8x7b tp=2 pp=2 ep=8 dp=16 zero=1"
    })
    void solvesForTheLargestMicroBatch(String settings) {
        long most = point(settings).whole("max_micro_batch");

        assertThat(most).isPositive();
        assertThat(point(settings + " micro_batch=" + most).text("fits")).isEqualTo("true");
        assertThat(point(settings + " micro_batch=" + (most + 1)).text("fits")).isEqualTo("false");
    }

    @ParameterizedTest
    @CsvSource({
        "gpus=7, legal",
        "gpus=7 tp=2, gpus-match",
        "gpus=64 tp=8, legal",
        "gpus=64 tp=8 dp=4, gpus-match",
        "tp=3, tp-divides-heads",
        "tp=16 seq_len=4096, legal",
        "tp=32 ffn_hidden=14340, tp-divides-ffn",
        "ep=2, ep-divides-experts",
        "pp=3, stages-divide-layers",
        "pp=3 first_stage_layers=11 last_stage_layers=10, legal",
        "cp=4 seq_len=1001, shards-divide-sequence",
        "cp=4 attention=materialised, cp-needs-flash",
        "tp=2 cp=8 cp_method=all-to-all, cp-divides-heads",
        "pp=4 vpp=2 micro_batches=6, interleaving-fits",
        "vpp=2, interleaving-fits",
        "pp=4 schedule=interleaved, interleaving-fits",
        "pp=4 vpp=2 schedule=1f1b, interleaving-fits",
        "pp=4 vpp=2, legal",
        "dp=2 global_batch=3, batch-matches",
        "dp=6 zero=3 shard_group=4, shard-group-fits",
        "offload_params=true, offload-needs-zero-3"
    })
    void saysWhyAConfigurationIsNotLegal(String settings, String reason) {
        Point point = point(LLAMA + settings);

        assertThat(point.text("legality")).isEqualTo(reason);
        assertThat(point.text("legal")).isEqualTo(String.valueOf(reason.equals("legal")));
    }

    /** Either of the two may be given. */
    @ParameterizedTest
    @CsvSource({"gpus=64 tp=8 pp=2,4,64", "dp=4 tp=8 pp=2,4,64", "tp=8,1,8", "gpus=4 tp=8,1,4"})
    void theGpusLeaveWhatIsDataParallel(String settings, int copies, int gpus) {
        Point point = point(LLAMA + settings);

        assertThat(point.whole("dp")).isEqualTo(copies);
        assertThat(point.whole("gpu_count")).isEqualTo(gpus);
    }

    @Test
    void expertsNeedGpusToBeSharedAmong() {
        assertThat(point(MOE + "ep=8 dp=4").text("legality")).isEqualTo("expert-gpus-match");
        assertThat(point(MOE + "ep=3 dp=3").text("legality")).isEqualTo("ep-divides-experts");
        assertThat(point(MOE + "ep=8 dp=8").text("legality")).isEqualTo("legal");
        assertThat(point(MOE + "tp=8 sequence_parallel=false").text("legality"))
                .isEqualTo("moe-needs-sequence-parallel");
    }
}
