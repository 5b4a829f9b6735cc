package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.catalog.Catalog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameter counts are exact: in total for every model of the catalog, tensor group by tensor group where published. */
final class ShapeTest {
    /** What the tensor groups of the published counts are here. Fused tensors count as their parts. */
    private static final Map<String, String> GROUPS = Map.ofEntries(
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
            Map.entry("project_in", "extra_params // 2"),
            Map.entry("project_out", "extra_params // 2"));

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

    @Test
    void takesACountInPlaceOfItsOwn() {
        assertThat(new Point("shape", "model=llama-2-7b params=7e9").whole("params"))
                .isEqualTo(7_000_000_000L);
    }
}
