package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameter counts are exact: in total for every model of the catalog, tensor group by tensor group where published. */
final class ShapeTest {
    /** What the tensor groups of the published counts are here. Fused tensors count as their parts. */
    static final Map<String, String> GROUPS = Map.ofEntries(
            Map.entry("total_params", "params"),
            Map.entry("active_params_per_token", "active_params"),
            Map.entry("active_params_excl_input_embedding", "active_params - embedding_params"),
            Map.entry("token_embedding_params", "embedding_params"),
            Map.entry("lm_head_params", "head_params + head_bias_params"),
            Map.entry("position_embedding_params", "position_params"),
            Map.entry(
                    "non_embedding_params",
                    "params - embedding_params - position_params - head_params - head_bias_params"),
            Map.entry("embed_tokens", "embedding_params"),
            Map.entry("embed_positions", "position_params"),
            Map.entry("embedding_norm", "embedding_norm_params"),
            Map.entry("q_proj.weight", "layers * query_params"),
            Map.entry("k_proj.weight", "layers * key_params"),
            Map.entry("v_proj.weight", "layers * value_params"),
            Map.entry("o_proj.weight", "layers * output_params"),
            Map.entry("q_proj.bias", "layers * query_bias_params"),
            Map.entry("k_proj.bias", "layers * key_bias_params"),
            Map.entry("v_proj.bias", "layers * key_bias_params"),
            Map.entry("o_proj.bias", "layers * output_bias_params"),
            Map.entry("q_norm,k_norm", "layers * qk_norm_params"),
            Map.entry("sinks", "layers * sink_params"),
            Map.entry("q_a_proj", "layers * query_down_params"),
            Map.entry("q_a_layernorm", "layers * query_down_norm_params"),
            Map.entry("q_b_proj", "layers * query_params"),
            Map.entry("kv_a_proj_with_mqa", "layers * key_value_down_params"),
            Map.entry("kv_a_layernorm", "layers * key_value_down_norm_params"),
            Map.entry("kv_b_proj", "layers * key_value_up_params"),
            Map.entry("o_proj", "layers * output_params"),
            Map.entry("mlp", "layers * mlp_params"),
            Map.entry("dense_mlp", "dense_layer_count * mlp_params"),
            Map.entry("experts", "moe_layer_count * experts * expert_params"),
            Map.entry("shared_experts", "moe_layer_count * shared_expert_params"),
            Map.entry("shared_expert_gate", "moe_layer_count * shared_gate_params"),
            Map.entry("router.weight", "moe_layer_count * router_weight_params"),
            Map.entry("router.bias", "moe_layer_count * router_bias_params"),
            Map.entry("e_score_correction_bias", "moe_layer_count * router_bias_params"),
            Map.entry("layer_norms", "layers * layer_norm_params"),
            Map.entry("final_norm", "final_norm_params"),
            Map.entry("lm_head.weight", "head_params"),
            Map.entry("lm_head.bias", "head_bias_params"),
            Map.entry("project_in", "embedding_projection_params"),
            Map.entry("project_out", "embedding_projection_params"));

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "golden/params.csv", numLinesToSkip = 1)
    void countsEveryPublishedTensorGroup(String model, String group, long params) {
        String expression = Objects.requireNonNull(GROUPS.get(group), group);

        assertThat(new Point("shape", "model=" + model).whole(expression)).isEqualTo(params);
    }

    @ParameterizedTest
    @MethodSource
    void countsWhatTheCatalogSays(String model) {
        Point point = new Point("shape", "model=" + model);

        assertThat(point.whole("params")).isEqualTo(point.whole("model.params"));
    }

    static Iterable<String> countsWhatTheCatalogSays() {
        return new Catalog(List.of(MemoryModel.tables()))
                .table(Objects.requireNonNull(Point.set("shape").tables().get("model")))
                .rows()
                .keySet();
    }

    @Test
    void takesAnyAttributeInPlaceOfTheModels() {
        Point shallow = new Point("shape", "model=llama-2-7b layers=1 vocab=1 tied_embedding=true");

        assertThat(shallow.whole("params")).isEqualTo(4L * 4096 * 4096 + 3L * 4096 * 11008 + 3 * 4096 + 4096);
    }

    /** The last layer of every group of moe_layer_step holds experts, once the dense ones are past. */
    @ParameterizedTest
    @CsvSource({"1,0,32", "2,0,16", "3,0,10", "2,1,16", "2,2,15", "1,3,29", "4,5,7", "1,40,0", "64,0,0"})
    void placesExpertsInEverySoManyLayers(int step, int dense, int layers) {
        Point point = new Point("shape", "model=mixtral-8x7b moe_layer_step=" + step + " dense_layers=" + dense);

        assertThat(point.whole("moe_layer_count")).isEqualTo(layers);
        assertThat(point.whole("dense_layer_count")).isEqualTo(32 - layers);
    }

    /** The 11.5 billion of the weights' README are rounded down, and leave the shared embedding and head out. */
    @Test
    void countsAModuleOfMultiTokenPredictionOfDeepSeekV3() {
        Point with = new Point("shape", "model=deepseek-v3 mtp_modules=1");
        long layer = with.whole("moe_layer_params");

        assertThat(with.whole("params - model.params")).isEqualTo(layer + 2L * 7168 * 7168 + 3 * 7168);
        assertThat(with.number("params - model.params")).isBetween(11.5e9, 11.65e9);
        assertThat(with.whole("active_params"))
                .isEqualTo(new Point("shape", "model=deepseek-v3").whole("active_params")
                        + with.whole("mtp_module_params - (experts - experts_per_token) * expert_params"));
    }

    @Test
    void countsExpertsThatWorkAtALatentWidth() {
        Point wide = new Point("shape", "model=mixtral-8x7b layers=1");
        Point latent = new Point("shape", "model=mixtral-8x7b layers=1 moe_latent_dim=1024");

        assertThat(wide.whole("params") - latent.whole("params"))
                .isEqualTo(8L * 3 * (4096 - 1024) * 14336 - 2 * 4096 * 1024);
    }

    @ParameterizedTest
    @CsvSource({"llama-2-7b,202383360,0", "mixtral-8x7b,0,1451270144", "deepseek-v3,583483392,11507286272"})
    void countsTheLayersThatThereAre(String model, long dense, long moe) {
        Point point = new Point("shape", "model=" + model);

        assertThat(point.whole("dense_layer_params")).isEqualTo(dense);
        assertThat(point.whole("moe_layer_params")).isEqualTo(moe);
    }

    @Test
    void takesACountInPlaceOfItsOwn() {
        assertThat(new Point("shape", "model=llama-2-7b params=7e9").whole("params"))
                .isEqualTo(7_000_000_000L);
    }
}
