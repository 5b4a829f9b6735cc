package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FitCommandTest extends CommandTest {
    @Test
    void ranksWhatFitsForTraining() {
        String out = result("fit", "--model", "llama-3.1-70b", "--device", "h100-80gb", "--gpus", "64", "--top", "2");

        assertThat(out)
                .startsWith("training of llama-3.1-70b on 64 x h100-sxm-80gb: 418 of 1,320 set-ups fit; best by speed")
                .contains("rejected: 180 stages-divide-layers, 722 memory")
                .contains("usable_fraction 0.8");
    }

    @Test
    void ranksByAColumnWithEitherMark() {
        String[] words = {
            "fit", "--model", "llama-3-8b", "--gpus", "8", "--format", "csv", "--by", "headroom_bytes desc"
        };
        String ranked = result(words);
        words[8] = "headroom-bytes:desc";
        assertThat(result(words)).isEqualTo(ranked);
        words[8] = "headroom_bytes down";
        assertRefused(2, "memsweep: --by: 'headroom_bytes down' is no column with asc or desc after it\n", words);
    }

    @Test
    void helpsWithTheMarginThatItLeaves() {
        assertThat(result("fit", "--help").replaceAll("\\s+", " "))
                .contains("--usable-fraction=REAL Share of the device's memory")
                .contains("the margin of a fit. (0 to 1; default 0.8)");
    }

    @Test
    void everyRowThatItShowsFitsByEstimate() {
        JsonTree answer = json("--model", "llama-3.1-70b", "--gpus", "16,32", "--by", "gpus");

        assertThat(answer.get("best").elements()).hasSize(10).allSatisfy(row -> {
            String estimated = result(
                    "estimate",
                    "--formulas",
                    "training",
                    "--model",
                    "llama-3.1-70b",
                    "--usable-fraction",
                    "0.8",
                    "--gpus",
                    row.get("gpus").text(),
                    "--tp",
                    row.get("tp").text(),
                    "--pp",
                    row.get("pp").text(),
                    "--zero",
                    row.get("zero").text(),
                    "--recompute",
                    row.get("recompute").text(),
                    "--micro-batch",
                    row.get("micro_batch").text(),
                    "--columns",
                    "total_bytes,dp,fits,legal",
                    "--format",
                    "csv");
            assertThat(estimated)
                    .isEqualTo("total_bytes,dp,fits,legal\n"
                            + row.get("total_bytes").text() + ","
                            + row.get("dp").text() + ",true,true\n");
        });
    }

    @Test
    void countsEverySetUpAsFittingOrRejected() {
        JsonTree answer = json("--for", "inference", "--model", "mixtral-8x7b", "--device", "l40s", "--gpus", "8");

        long rejected = answer.get("rejected").fields().values().stream()
                .mapToLong(count -> Long.parseLong(count.text()))
                .sum();
        assertThat(rejected + number(answer, "fitting")).isEqualTo(number(answer, "set_ups"));
        List<Long> served = answer.get("best").elements().stream()
                .map(row -> number(row, "served_sequences"))
                .toList();
        assertThat(served).isNotEmpty().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void whatTheUserSetsIsNotSearched() {
        JsonTree answer =
                json("--model", "llama-3-8b", "--zero", "1", "--micro-batch", "2,4", "--every", "--top", "50");

        assertThat(answer.get("best").elements()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.get("zero").text()).isEqualTo("1");
            assertThat(row.get("micro_batch").text()).isIn("2", "4");
        });
    }

    @Test
    void aGlobalBatchDecidesTheMicroBatches() {
        JsonTree answer =
                json("--model", "llama-3-8b", "--global-batch", "64", "--columns", "micro_batch,micro_batches,dp");

        assertThat(answer.get("best").elements())
                .isNotEmpty()
                .allSatisfy(
                        row -> assertThat(number(row, "micro_batch") * number(row, "micro_batches") * number(row, "dp"))
                                .isEqualTo(64));
    }

    @Test
    void tellsWhatToChangeWhenNothingFits() {
        Run run = run("fit", "--model", "llama-3.1-405b", "--device", "a100-sxm-40gb", "--gpus", "8");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("none of 600 set-ups fits; the nearest:")
                .contains("method full -> qlora")
                .contains("gpus 8 -> 256");
    }

    @Test
    void aChangeThatItTellsIsTrue() {
        Run run = run("fit", "--for", "inference", "--model", "llama-3.1-70b", "--gpus", "1", "--format", "json");

        assertThat(run.code()).isEqualTo(1);
        JsonTree nearest = JsonTree.parse(run.out())
                .elements()
                .get(0)
                .get("nearest")
                .elements()
                .get(0);
        List<String> parameters = nearest.get("changes").elements().stream()
                .map(change -> change.get("parameter").text())
                .toList();
        assertThat(parameters).contains("available_gpus", "device", "quantization");
        assertThat(result(
                        "estimate",
                        "--formulas",
                        "inference",
                        "--model",
                        "llama-3.1-70b",
                        "--quantization",
                        "fp8",
                        "--columns",
                        "fits,legal",
                        "--format",
                        "csv"))
                .isEqualTo("fits,legal\ntrue,true\n");
    }

    @Test
    void asksForEachModelAndDevice() {
        String out = result(
                "fit",
                "--for",
                "inference",
                "--model",
                "llama-3-8b,qwen3-8b",
                "--device",
                "h100,l40s",
                "--gpus",
                "1",
                "--columns",
                "tp,total_bytes",
                "--format",
                "csv");

        assertThat(out.lines().map(line -> line.replaceFirst(",[^,]*,[^,]*$", "")))
                .containsExactly(
                        "model,device,result,rank,change",
                        "llama-3-8b,h100-sxm-80gb,fits,1,",
                        "llama-3-8b,l40s-48gb,fits,1,",
                        "qwen3-8b,h100-sxm-80gb,fits,1,",
                        "qwen3-8b,l40s-48gb,fits,1,");
    }

    @Test
    void printsASpecWithTheSameSetUps() {
        String spec = result("fit", "--model", "mixtral-8x7b", "--gpus", "16", "--print-spec");
        assertThat(spec).contains("parallelism: {zip: {gpus: [16, ").contains("  - legal\n  - fits\n");
        write("fit.yaml", spec);

        JsonTree answer = json("--model", "mixtral-8x7b", "--gpus", "16");

        assertThat(run("sweep", "fit.yaml").err())
                .startsWith(answer.get("fitting").text() + " rows in ");
    }

    @Test
    void refusesWhatItCannotRead() {
        assertRefused(2, "memsweep: --model: is missing; name a model, as in --model llama-3.1-70b\n", "fit");
        assertRefused(2, """
                memsweep: --for: unknown use 'infrence'; did you mean 'inference'?
                """, "fit", "--for", "infrence", "--model", "llama-3-8b");
        assertRefused(2, """
                memsweep: --top: must be a whole number from 1 to 1000, found '0'
                """, "fit", "--model", "llama-3-8b", "--top", "0");
        assertRefused(2, """
                memsweep: --by: 'total_byte' is neither a column nor one of speed, batch, gpus, memory; did you mean \
                'total_bytes'?
                """, "fit", "--model", "llama-3-8b", "--by", "total_byte");
        assertRefused(2, """
                memsweep: --by: 'recompute' is recomputation; only numbers can be ranked by
                """, "fit", "--model", "llama-3-8b", "--by", "recompute");
        assertRefused(2, """
                memsweep: --gpus: 'many' is not a whole number
                """, "fit", "--model", "llama-3-8b", "--gpus", "many");
        assertRefused(2, """
                memsweep: --gpus: must be at least 1, found 0
                """, "fit", "--model", "llama-3-8b", "--gpus", "0");
        assertRefused(2, """
                memsweep: --device: 'h100-sxm-80gg' is no device; did you mean 'h100-sxm-80gb'?
                """, "fit", "--model", "llama-3-8b", "--device", "h100-sxm-80gg");
        assertRefused(2, """
                memsweep: --formulas: unknown option; see memsweep fit --help
                """, "fit", "--model", "llama-3-8b", "--formulas", "training");
    }

    private JsonTree json(String... words) {
        String out = result(words(words, "fit", "--format", "json"));
        List<JsonTree> answers = JsonTree.parse(out).elements();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private static long number(JsonTree tree, String field) {
        return Long.parseLong(tree.get(field).text());
    }

    @Test
    void tellsOfAMisspeltModelAlone() {
        Run run = run("fit", "--model", "llama-3.1-70", "--gpus", "64");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("memsweep: --model: 'llama-3.1-70' is no model; did you mean 'llama-3.1-70b'?\n");
    }
}
