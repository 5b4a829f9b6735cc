package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.Table;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models read from config files. The files are written after the facts of the catalog, in the form of each family. */
final class ConfigModelsTest {
    private static final Path CONFIGS = Path.of("src/test/resources/dev/memsweep/memory/configs");
    private static final Location FLAG = Location.of("--model");
    private static final TableSchema SCHEMA =
            Objects.requireNonNull(FormulaSet.load(List.of("tables"), new MemoryModel(Path.of("")), FLAG)
                    .tables()
                    .get("model"));
    private static final Table MODELS = new Catalog(List.of(MemoryModel.tables())).table(SCHEMA);

    private static final String LLAMA = """
            {
              "hidden_size": 4096,
              "intermediate_size": 11008,
              "max_position_embeddings": 4096,
              "model_type": "llama",
              "num_attention_heads": 32,
              "num_hidden_layers": 32,
              "num_key_value_heads": 8,
              "vocab_size": 32000
            }
            """;

    @TempDir
    Path folder = Path.of("");

    private final List<String> notes = new ArrayList<>();

    private Value.Row read(String label) {
        return new MemoryModel(folder)
                .configs(notes::add)
                .find(SCHEMA, label, FLAG)
                .orElseThrow();
    }

    private Value.Row readText(String text) throws IOException {
        Files.writeString(folder.resolve("config.json"), text);
        return read("./config.json");
    }

    private void assertRefused(String text, String message) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> readText(text))
                .withMessage(message);
    }

    static Stream<String> models() throws IOException {
        try (Stream<Path> files = Files.list(CONFIGS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void readsTheRowOfTheCatalog(String model) {
        Value.Row row = new MemoryModel(CONFIGS)
                .configs(notes::add)
                .find(SCHEMA, "./" + model, FLAG)
                .orElseThrow();

        assertThat(described(row))
                .isEqualTo(described(Objects.requireNonNull(MODELS.rows().get(model))));
    }

    @Test
    void saysThatModulesOfMultiTokenPredictionAreLeftOut() {
        new MemoryModel(CONFIGS).configs(notes::add).find(SCHEMA, "./deepseek-v3", FLAG);

        assertThat(notes)
                .containsExactly("./deepseek-v3/config.json: num_nextn_predict_layers left out, as in published counts;"
                        + " mtp_modules adds them");
    }

    /** All that shapes the model; its family and repository are names. */
    private static Map<String, Value> described(Value.Row row) {
        Map<String, Value> attributes = new LinkedHashMap<>(row.attributes());
        attributes.keySet().removeAll(List.of("family", "hf_id"));
        return attributes;
    }

    /** A model of four layers with a window and the kinds of layers as a list. */
    private static String withLayers(String types) {
        return LLAMA.replace("\"num_hidden_layers\": 32", "\"num_hidden_layers\": 4")
                .replace(
                        "\"hidden_size\"",
                        "\"sliding_window\": 1024, \"layer_types\": [" + types + "], \"hidden_size\"");
    }

    private static String quoted(String... types) {
        return Stream.of(types).map(type -> '"' + type + "_attention\"").collect(Collectors.joining(", "));
    }

    private void assertLayers(Value.Row row, long window, long chunk, long every, long global) {
        assertThat(row.attributes())
                .containsEntry("sliding_window", new Value.Int(window))
                .containsEntry("attention_chunk", new Value.Int(chunk))
                .containsEntry("global_layer_every", new Value.Int(every))
                .containsEntry("global_layers", new Value.Int(global));
    }

    @Test
    void readsTheKindsOfLayersFromTheirList() throws IOException {
        assertLayers(readText(withLayers(quoted("full", "full", "full", "full"))), 0, 0, 0, 0);
        assertLayers(readText(withLayers(quoted("sliding", "full", "sliding", "full"))), 1024, 0, 2, 0);
        assertLayers(readText(withLayers(quoted("sliding", "full", "full", "full"))), 1024, 0, 0, 3);
        assertLayers(readText(withLayers(quoted("sliding", "sliding", "sliding", "sliding"))), 1024, 0, 0, 0);
        String chunked = withLayers(quoted("chunked", "chunked", "chunked", "full"))
                .replace("\"sliding_window\": 1024", "\"attention_chunk_size\": 512");
        assertLayers(readText(chunked), 0, 512, 4, 0);
    }

    @Test
    void refusesAListOfLayersThatItDoesNotKnow() {
        assertRefused(
                withLayers(quoted("sliding", "full")), "./config.json:2:27: 'layer_types' has 2 entries for 4 layers");
        assertRefused(
                withLayers(quoted("linear", "linear", "linear", "full")),
                "./config.json:2:27: 'layer_types' has 'linear_attention'; "
                        + "known: full_attention, sliding_attention, chunked_attention");
    }

    @Test
    void readsTheTextModelOfOneThatSeesImages() throws IOException {
        Value.Row row =
                readText("{\"model_type\": \"mistral3\", \"vision_config\": {\"hidden_size\": 7}, \"text_config\": "
                        + LLAMA.replace("llama", "mistral") + "}");
        assertThat(row.attributes()).containsEntry("hidden", new Value.Int(4096));
    }

    /** Counts as the tensors of the published checkpoints add up: GLM-4-9B-0414, SmolLM3-3B, Seed-OSS-36B. */
    @ParameterizedTest
    @CsvSource({
        "glm4, 4096, 40, 32, 2, 13696, 151552, attention_bias, 9400279040",
        "smollm3, 2048, 36, 16, 4, 11008, 128256, use_cache, 3075098624",
        "seed_oss, 5120, 64, 80, 8, 27648, 155136, attention_bias, 36151104512",
    })
    void countsAsTheCheckpointsDo(
            String type,
            long hidden,
            long layers,
            long heads,
            long kvHeads,
            long ffn,
            long vocab,
            String flag,
            long params)
            throws IOException {
        String text =
                "{\"model_type\": \"" + type + "\", \"hidden_size\": " + hidden + ", \"num_hidden_layers\": " + layers
                        + ", \"num_attention_heads\": " + heads + ", \"num_key_value_heads\": " + kvHeads
                        + ", \"head_dim\": 128, \"intermediate_size\": " + ffn + ", \"vocab_size\": " + vocab
                        + ", \"max_position_embeddings\": 32768, \"" + flag + "\": true}";
        assertThat(readText(text).attributes()).containsEntry("params", new Value.Int(params));
    }

    /** Published counts of Command-R7B, and of InternLM2.5-7B; what a config leaves out is as its modeling code has it. */
    @ParameterizedTest
    @CsvSource({
        "cohere2, 14336, 256000, sliding_window_pattern, 4, 4096, 4, 8028033024",
        "cohere2, 14336, 256000, sliding_window_pattern, 8, 4096, 8, 8028033024",
        "cohere2, 14336, 256000, sliding_window, 65536, 0, 0, 8028033024",
        "cohere, 14336, 256000, model_max_length, 32768, 0, 0, 8028033024",
    })
    void readsCommandR(
            String type, long ffn, long vocab, String field, long value, long window, long globalEvery, long params)
            throws IOException {
        Value.Row row = readText(withSizes(type, ffn, vocab, "\"" + field + "\": " + value));

        assertLayers(row, window, 0, globalEvery, 0);
        assertThat(row.attributes())
                .containsEntry("params", new Value.Int(params))
                .containsEntry("max_seq_len", new Value.Int(32768))
                .containsEntry("norms_per_layer", new Value.Int(1))
                .containsEntry("norm_bias", new Value.Bool(false))
                .containsEntry("tied_embedding", new Value.Bool(true));
    }

    @Test
    void readsNormsOfQueriesAndKeysOfCommandR() throws IOException {
        String plus = withSizes("cohere", 14336, 256000, "\"use_qk_norm\": true");

        assertThat(readText(plus).attributes()).containsEntry("qk_norm_full", new Value.Bool(true));
        assertThat(readText(plus.replace("cohere", "cohere2")).attributes())
                .containsEntry("qk_norm_full", new Value.Bool(false));
    }

    @ParameterizedTest
    @CsvSource({"'\"bias\": false', false, 7737708544", "'\"use_cache\": true', true, 7738036224"})
    void readsInternLm2(String field, boolean bias, long params) throws IOException {
        assertThat(readText(withSizes("internlm2", 14336, 92544, field)).attributes())
                .containsEntry("params", new Value.Int(params))
                .containsEntry("qkv_bias", new Value.Bool(bias))
                .containsEntry("attention_out_bias", new Value.Bool(bias));
    }

    /** The published count of MiniMax-M2, whose modules of multi-token prediction are not in its checkpoint. */
    @Test
    void readsMiniMaxM2() throws IOException {
        String config = """
                {"model_type": "minimax_m2", "hidden_size": 3072, "num_hidden_layers": 62, "num_attention_heads": 48,
                 "num_key_value_heads": 8, "head_dim": 128, "intermediate_size": 1536, "vocab_size": 200064,
                 "num_local_experts": 256, "num_experts_per_tok": 8, "max_position_embeddings": 196608,
                 "use_qk_norm": true, "use_routing_bias": true, "num_mtp_modules": 3, "shared_intermediate_size": 0}
                """;
        assertThat(readText(config).attributes()).containsEntry("params", new Value.Int(228_689_764_864L));
        assertThat(notes).containsExactly("./config.json: num_mtp_modules left out, as in the published checkpoint");
        String shared = config.replace("\"shared_intermediate_size\": 0", "\"shared_intermediate_size\": 1536");
        assertThat(readText(shared).attributes()).containsEntry("shared_ffn_hidden", new Value.Int(1536));
    }

    /** Their state layers and their indexer have tensors that no attribute describes. */
    @ParameterizedTest
    @ValueSource(strings = {"qwen3_next", "deepseek_v32"})
    void refusesWhatTheAttributesDoNotDescribe(String type) {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> readText(withSizes(type, 14336, 92544, "\"use_cache\": true")))
                .withMessageContaining("model_type '" + type + "' is not known")
                .withMessageContaining("understood hidden_size 4096, num_hidden_layers 32");
    }

    private static String withSizes(String type, long ffn, long vocab, String field) {
        return "{\"model_type\": \"" + type + "\", \"hidden_size\": 4096, \"num_hidden_layers\": 32, "
                + "\"num_attention_heads\": 32, \"num_key_value_heads\": 8, \"intermediate_size\": " + ffn
                + ", \"vocab_size\": " + vocab + ", \"max_position_embeddings\": 32768, " + field + "}";
    }

    @Test
    void saysWhatItUnderstoodOfATextModelWithin() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> readText(
                        "{\"model_type\": \"llama9\", \"text_config\": {\"hidden_size\": 5120, \"head_dim\": 128}}"))
                .withMessageContaining("model_type 'llama9' is not known")
                .withMessageContaining("understood hidden_size 5120, head_dim 128;");
    }

    @Test
    void leavesOtherLabelsAlone() {
        assertThat(new MemoryModel(folder).configs(notes::add).find(SCHEMA, "llama-3-8b", FLAG))
                .isEmpty();
    }

    @Test
    void readsTheConfigOfAFolder() throws IOException {
        Files.createDirectory(folder.resolve("llama"));
        Files.writeString(folder.resolve("llama/config.json"), LLAMA);

        assertThat(read("./llama").attributes()).containsEntry("hidden", new Value.Int(4096));
        assertThat(read("llama/config.json").attributes()).containsEntry("kv_heads", new Value.Int(8));
    }

    @Test
    void tellsWhyAFileCannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("empty"));

        for (String label : List.of("./empty", "empty/config.json")) {
            InputException e = catchThrowableOfType(InputException.class, () -> read(label));
            assertThat(e).hasMessageMatching("cannot read (\\./)?empty/config.json: no such file");
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        assertRefused(
                "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 650\n",
                "./config.json: this is a Git LFS pointer, not the file; run 'git lfs pull'");
        assertRefused("<!doctype html>\n<html>", "./config.json:1:1: not JSON (starts with '<!doctype')");
        assertRefused("", "./config.json:1:1: not JSON (the file is empty)");
        assertRefused("[1]", "./config.json:1:1: expected an object at the top, found '['");
        assertRefused(LLAMA + "{}", "./config.json:11:1: text after the end of the JSON object");
        assertRefused(LLAMA + "x", "./config.json:11:1: text after the end of the JSON object");
        assertRefused(
                LLAMA.replace("11008,", "11008,\n  \"hidden_size\": 1,"),
                "./config.json:4:3: key 'hidden_size' appears twice");
    }

    @Test
    void refusesTextThatIsNotUtf8() throws IOException {
        Files.write(folder.resolve("config.json"), new byte[] {'{', (byte) 0xFF});

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> read("./config.json"))
                .withMessage("./config.json: not UTF-8 at byte 1 (0xFF); save the file as UTF-8");
    }

    @Test
    void acceptsMarksOfOtherSystems() throws IOException {
        assertThat(readText("\uFEFF" + LLAMA.replace("\n", "\r\n")).attributes())
                .containsEntry("ffn_hidden", new Value.Int(11008));
        assertThat(readText(LLAMA.replace("11008", "11008.0")).attributes())
                .containsEntry("ffn_hidden", new Value.Int(11008));
    }

    @Test
    void passesOverNumbersThatAreNotFiniteWhereTheyDoNotMatter() throws IOException {
        String infinite = "{\n  \"time_step_limit\": [0.0, Infinity],\n  \"b\": {\"__float__\": \"Infinity\"},";
        readText(LLAMA.replaceFirst("\\{", infinite));

        assertThat(notes)
                .containsExactly(
                        "./config.json: ignored non-finite 'time_step_limit'", "./config.json: ignored non-finite 'b'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"hidden_size\": Infinity       | 2:3: 'hidden_size' is not finite",
                "\"hidden_size\": 1e400          | 2:3: 'hidden_size' is not finite",
                "\"hidden_size\": \"4096\"       | 2:3: 'hidden_size' is text; expected an integer",
                "\"hidden_size\": 4096.5         | 2:3: 'hidden_size' is 4096.5; expected an integer",
                "\"hidden_size\": [4096]         | 2:3: 'hidden_size' is a list; expected an integer",
                "\"hidden_size\": 0              | 2:3: 'hidden_size' must be 1 to 1000000000000, found 0",
                "\"hidden_size\": 4097           | 2:3: hidden_size 4097 is not a multiple of num_attention_heads 32 and head_dim is not given",
            })
    void refusesWrongNumbers(String field, String message) {
        assertRefused(LLAMA.replace("\"hidden_size\": 4096", field), "./config.json:" + message);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-3, -3", "1e12, 1e12"})
    void refusesImpossibleLayers(String layers, String found) {
        assertRefused(
                LLAMA.replace("layers\": 32", "layers\": " + layers),
                "./config.json:7:3: 'num_hidden_layers' must be 1 to 100000, found " + found);
    }

    @Test
    void saysWhichFallbackItTook() throws IOException {
        assertThat(readText(LLAMA.replace("heads\": 8", "heads\": null")).attributes())
                .containsEntry("kv_heads", new Value.Int(32));
        assertThat(notes).containsExactly("./config.json: num_key_value_heads missing; using num_attention_heads = 32");
    }

    @Test
    void reportsEveryFieldThatIsMissing() {
        assertRefused(
                "{\"model_type\": \"llama\", \"num_attention_heads\": 32, \"num_hidden_layers\": 2,\n"
                        + "\"hidden_size\": 64, \"max_position_embeddings\": \"x\"}",
                """
                ./config.json:1:1: 'intermediate_size' is missing
                ./config.json:1:1: 'vocab_size' is missing
                ./config.json:2:20: 'max_position_embeddings' is text; expected an integer""");
    }

    @Test
    void tellsWhatItUnderstoodOfAnUnknownArchitecture() {
        String known = "; known: baichuan, bloom, chatglm, cohere, cohere2, dbrx, deepseek, deepseek_v2, deepseek_v3, "
                + "falcon, gemma, gemma2, ...; understood ";
        String advice = "; define the model in a sweep file or a --catalog";
        assertRefused(
                LLAMA.replace("\"llama\"", "\"foo\""),
                "./config.json:5:3: model_type 'foo' is not known" + known
                        + "hidden_size 4096, num_hidden_layers 32, num_attention_heads 32, num_key_value_heads 8, "
                        + "intermediate_size 11008, vocab_size 32000, max_position_embeddings 4096" + advice);
        assertRefused(
                LLAMA.replace("\"llama\"", "\"lama\"").replace("\"hidden_size\": 4096,", ""),
                "./config.json:5:3: model_type 'lama' is not known; did you mean 'llama'?; understood "
                        + "num_hidden_layers 32, num_attention_heads 32, num_key_value_heads 8, "
                        + "intermediate_size 11008, vocab_size 32000, max_position_embeddings 4096" + advice);
        assertRefused("{\"a\": 1}", "./config.json:1:1: 'model_type' is missing" + known + "no field" + advice);
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        assertRefused(
                LLAMA.replace("4096", "1".repeat(2000)),
                "./config.json:2:3: a number is longer than the limit of 64 digits");
        String deep = "{\"a\":".repeat(5000);
        InputException e = catchThrowableOfType(InputException.class, () -> readText(deep));
        assertThat(e).hasMessageEndingWith("nested deeper than the limit of 64 levels");

        byte[] blanks = " ".repeat(ConfigFile.MOST_BYTES + 1).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("config.json"), blanks);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> read("./config.json"))
                .withMessage("./config.json: larger than the limit of 4 MiB");
    }
}
