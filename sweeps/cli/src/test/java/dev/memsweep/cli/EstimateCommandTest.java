package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EstimateCommandTest extends CommandTest {
    @Test
    void givesTheBytesOfTheRuleOfThumb() {
        String out = result(
                "estimate",
                "--formulas",
                "transformer-math",
                "--model",
                "chatglm-6b",
                "--params",
                "6e9",
                "--precision",
                "mixed",
                "--optimizer",
                "adamw",
                "--recompute",
                "selective",
                "--seq-len",
                "2048",
                "--micro-batch",
                "1",
                "--format",
                "json");

        assertThat(out).isEqualTo("""
                        [
                        {"model":"chatglm-6b","params":6000000000,"precision":"mixed","optimizer":"adamw",\
                        "recompute":"selective","seq_len":2048,"micro_batch":1,"weight_bytes":12000000000,\
                        "gradient_bytes":12000000000,"optimizer_bytes":72000000000,"activation_bytes":7985954816,\
                        "total_bytes":103985954816,"inference_weight_bytes":12000000000,\
                        "inference_total_bytes":14400000000}
                        ]
                        """);
    }

    @Test
    void showsOnePointAsALineForEachColumn() {
        String out = result(
                "estimate", "--model", "chatglm-6b", "--tp", "2", "--columns", "model,tp,weight_bytes,total_bytes");

        assertThat(out).isEqualTo("""
                        model         chatglm-6b
                        tp                     2
                        weight_bytes   11.50 GiB   12,346,572,800  bytes
                        total_bytes    96.80 GiB  103,939,964,928  bytes

                        by default: precision mixed, optimizer adamw, recompute selective, seq_len 2048, micro_batch 1
                        """);
    }

    @Test
    void showsSeveralPointsAsALineEachAndWhatTheyShareAbove() {
        String out = result(
                "estimate",
                "--model",
                "llama-2-7b",
                "--tp=1,2",
                "--recompute",
                "full",
                "--derive",
                "gpus=tp * 2",
                "--columns",
                "model,tp,activation_bytes,gpus",
                "--where",
                "tp > 0");

        assertThat(out).isEqualTo("""
                        model llama-2-7b

                        tp  activation_bytes  gpus
                         1        512.00 MiB     2
                         2        512.00 MiB     4

                        by default: seq_len 2048, micro_batch 1
                        """);
    }

    @Test
    void showsWhatSeveralPointsHaveInCommonAboveTheTable() {
        String out = result("estimate", "--model", "llama-2-7b", "--tp=1,2", "--recompute", "none");

        assertThat(out).isEqualTo("""
                        model llama-2-7b, recompute none

                        weight_bytes            12.55 GiB  13,476,831,232  bytes
                        gradient_bytes          12.55 GiB  13,476,831,232  bytes
                        optimizer_bytes         75.31 GiB  80,860,987,392  bytes
                        inference_weight_bytes  12.55 GiB  13,476,831,232  bytes
                        inference_total_bytes   15.06 GiB  16,172,197,478  bytes

                        tp  activation_bytes  total_bytes
                         1         28.50 GiB   128.91 GiB
                         2         15.50 GiB   115.91 GiB

                        by default: precision mixed, optimizer adamw, seq_len 2048, micro_batch 1, weight_dtype fp16
                        """);
    }

    @Test
    void printsCsvWithAHeader() {
        write("toy.formulas", TOY);

        String out = result(
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "1..3:2",
                "--d",
                "2",
                "--on",
                "false",
                "--format",
                "csv");

        assertThat(out).isEqualTo("""
                        d,n,layer_bytes,share,whole
                        2,1,1000,0.5,0
                        2,3,3000,1.5,1
                        """);
    }

    @Test
    void quotesWhatCsvWouldSplit() {
        write("toy.formulas", "table t(a: int)\nparam t: t\nb = t.a");
        write("t.csv", "name,a\n\"x, \"\"y\"\"\",1\n");

        assertThat(result("list", "t", "--formulas", "toy.formulas", "--catalog", "t.csv", "--format", "csv"))
                .isEqualTo("name,a\n\"x, \"\"y\"\"\",1\n");
    }

    @Test
    void leavesOutWhatLacksAParameterAndSaysSo() {
        Run run = run("estimate", "--params", "7B", "--format", "csv");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("""
                        params,weight_bytes,gradient_bytes,optimizer_bytes,inference_weight_bytes,inference_total_bytes
                        7000000000,14000000000,14000000000,84000000000,14000000000,16800000000
                        """);
        assertThat(run.err()).isEqualTo("""
                        left out activation_bytes: 'model' is not set; use --model NAME or 'fixed: {model: NAME}' \
                        (needed by 'hidden')
                        left out total_bytes: 'model' is not set; use --model NAME or 'fixed: {model: NAME}' \
                        (needed by 'hidden')
                        """);
    }

    @Test
    void isQuietWhenAsked() {
        assertThat(run("estimate", "--params", "7B", "-q").err()).isEmpty();
        assertThat(run("-q", "estimate", "--params", "7B").err()).isEmpty();
    }

    @Test
    void readsAFormulaFileAndATableOfTheUser() {
        write("mine.formulas", """
                include "tables"
                /** The transformer. */
                param model: model
                /** Bytes of the cache. @unit bytes */
                cache_bytes = 2 * model.layers * model.kv_heads * model.head_dim * 2 * 4k
                """);
        write("model.csv", "name,layers,kv_heads,head_dim,source\nmine,10,8,64,me\n");

        String out = result(
                "estimate",
                "--formulas",
                "./mine.formulas",
                "--catalog",
                folder.resolve("model.csv").toString(),
                "--model",
                "mine,llama-2-7b",
                "--format",
                "csv");

        assertThat(out).isEqualTo("model,cache_bytes\nmine,83886080\nllama-2-7b,2147483648\n");
    }

    @Test
    void findsAFormulaFileBesideTheOneThatIncludesIt() throws java.io.IOException {
        java.nio.file.Files.createDirectory(folder.resolve("sub"));
        write("sub/base.formulas", "param n: int\n");
        write("sub/top.formulas", "include \"base.formulas\"\ndouble = n * 2\n");

        assertThat(result("estimate", "--formulas", "sub/top.formulas", "--n", "4", "--format", "csv"))
                .isEqualTo("n,double\n4,8\n");
    }

    /** A file of a sweep holds the texts of its formulas by their file names. */
    @Test
    void refusesTwoFormulaFilesOfOneName() throws java.io.IOException {
        java.nio.file.Files.createDirectory(folder.resolve("a"));
        java.nio.file.Files.createDirectory(folder.resolve("b"));
        write("a/x.formulas", "param n: int\n");
        write("b/x.formulas", "include \"../a/x.formulas\"\ndouble = n * 2\n");

        assertRefused(
                2,
                "memsweep: b/x.formulas:1:9: 'a/x.formulas' and 'b/x.formulas' have one file name, by which a sweep knows"
                        + " its formulas; rename one of them\n",
                "estimate",
                "--formulas",
                "b/x.formulas",
                "--n",
                "1");
    }

    @Test
    void saysWhichFormulasKnowAParameter() {
        assertRefused(
                2,
                "memsweep: --dp: unknown option; it is a parameter of --formulas training\n",
                "estimate",
                "--model",
                "llama-3-8b",
                "--dp",
                "8");
    }

    @Test
    void saysThatASetUpIsNotLegal() {
        String[] words =
                "estimate --formulas inference --model llama-3-8b --tp 3 --columns total_bytes,fits".split(" ", -1);
        assertThat(run(words).err())
                .isEqualTo("this set-up is not legal, whether it fits or not: tp-divides-heads (explain legality says"
                        + " why)\n");
        words[6] = "2,3,5";
        assertThat(run(words).err()).startsWith("2 of 3 set-ups are not legal, whether they fit or not: ");
        words[6] = "2";
        assertThat(run(words).err()).isEmpty();
    }

    @Test
    void saysWhatAParameterDoesNotDo() {
        assertThat(run("estimate", "--model", "llama-2-7b", "--tp", "8").err())
                .startsWith("tp: it divides the activations alone;");
        assertThat(run("estimate", "--model", "llama-2-7b", "--tp", "1").err()).isEmpty();
    }

    @Test
    void showsControlCharactersWrittenOutAndLongTextsCut() {
        String message =
                run("estimate", "--model", "a\u001b[31m" + "x".repeat(5_000)).err();
        assertThat(message).contains("'a\\u001b[31mx").hasSizeLessThan(1_100).endsWith(" ...\n");
    }

    @Test
    void takesNamesWithUnderscoresAndValuesAfterAnEqualsSign() {
        assertThat(result("estimate", "--model=llama-2-7b", "--seq_len=1k", "--micro_batch", "2", "--columns=seq_len"))
                .startsWith("seq_len  1024");
    }

    @Test
    void warnsWhenTheConditionsKeepNothing() {
        write("toy.formulas", TOY);

        Run run = run(
                "estimate",
                "--formulas",
                "toy.formulas",
                "--n",
                "1,2",
                "--d",
                "1",
                "--where",
                "n > 5",
                "--format",
                "json");

        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo("[]\n");
        assertThat(run.err()).isEqualTo("memsweep: the conditions keep 0 of 2 points\n");
    }

    @Test
    void printsTheQuestionAsASpec() {
        String spec = result(
                "estimate", "--model", "llama-2-7b", "--tp", "1,2", "--where", "total_bytes < 80 GiB", "--print-spec");

        assertThat(spec).isEqualTo("""
                        apiVersion: memsweep/v1
                        formulas: [transformer-math]
                        fixed:
                          model: llama-2-7b
                        axes:
                          tp: [1, 2]
                        where:
                          - total_bytes < 80 GiB
                        """);
    }
}
