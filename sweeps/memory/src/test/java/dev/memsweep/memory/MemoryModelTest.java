package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.Table;
import dev.memsweep.formula.FormulaSet;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.TableSchema;
import dev.memsweep.formula.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MemoryModelTest {
    private static final Location NOWHERE = Location.of("");

    @TempDir
    Path folder = Path.of("");

    private MemoryModel model() {
        return new MemoryModel(folder);
    }

    @Test
    void namesEverySetThatIsShipped() throws IOException {
        Path formulas = Path.of("src/main/resources/dev/memsweep/memory/formulas");
        try (Stream<Path> files = Files.list(formulas)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".formulas", "")))
                    .containsExactlyInAnyOrderElementsOf(MemoryModel.sets());
        }
        assertThat(MemoryModel.sets()).startsWith(MemoryModel.DEFAULT_SET);
    }

    @Test
    void hasRowsForEveryTableOfEverySet() {
        for (String name : MemoryModel.sets()) {
            FormulaSet set = FormulaSet.load(List.of(name), model(), NOWHERE);
            assertThat(set.tables()).isNotEmpty();
            set.tables().values().forEach(schema -> {
                Table table = new Catalog(List.of(MemoryModel.tables())).table(schema);
                assertThat(table.rows()).as(schema.name()).isNotEmpty();
            });
        }
    }

    @Test
    void namesARowWithEveryAlias() {
        for (TableSchema schema : Point.set("inference").tables().values()) {
            Table table = new Catalog(List.of(MemoryModel.tables())).table(schema);
            table.aliases().forEach((alias, label) -> {
                assertThat(table.rows()).as(alias).containsKey(label);
                assertThat(table.rows()).as("an alias that a row hides").doesNotContainKey(alias);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "model, llama3-70b, llama-3-70b",
        "model, Llama-3.1-8B, llama-3.1-8b",
        "model, gpt2-xl, gpt-2-xl-1558m",
        "model, DeepSeek-V3.1, deepseek-v3",
        "model, DeepSeek-R1-Distill-Llama-70B, llama-3.3-70b",
        "model, Qwen2.5-Coder-32B, qwen2.5-32b",
        "model, Command-R+, command-r-plus-104b",
        "model, GLM-4.6, glm-4.6-355b-nomtp",
        "device, h100-80gb, h100-sxm-80gb",
        "device, A100-80GB SXM, a100-sxm-80gb",
        "device, RTX 4090, rtx-4090-24gb",
        "device, MI300X, mi300x-192gb",
        "device, MI250X, mi250x-128gb",
        "device, MI250X-GCD, mi250x-64gb",
    })
    void knowsRowsByTheNamesThatPeopleUse(String kind, String name, String label) {
        TableSchema schema =
                Objects.requireNonNull(Point.set("inference").tables().get(kind));
        Table table = new Catalog(List.of(MemoryModel.tables())).table(schema);

        assertThat(table.find(name)).isEqualTo(table.rows().get(label)).isNotNull();
    }

    /** Totals of nvidia-smi in MiB, which are below the advertised sizes, except where ECC is off or costs nothing. */
    @ParameterizedTest
    @CsvSource({
        "a2-16gb, 15356",
        "p40-24gb, 23040",
        "v100-sxm-16gb, 16384",
        "v100-sxm-32gb, 32768",
        "quadro-rtx-8000-48gb, 49152",
        "l20-48gb, 46068",
        "l40-48gb, 46068",
        "h800-80gb, 81559",
        "h20-96gb, 97871",
        "gh200-96gb, 97871",
        "h100-nvl-94gb, 95830",
        "rtx-pro-6000-blackwell-96gb, 97887",
        "gb200-186gb, 189471",
        "b300-288gb, 275040",
        "gb300-288gb, 284208",
    })
    void hasTheMemoryThatTheDriverReports(String label, long mebibytes) {
        TableSchema schema =
                Objects.requireNonNull(Point.set("inference").tables().get("device"));
        Table table = new Catalog(List.of(MemoryModel.tables())).table(schema);

        assertThat(Objects.requireNonNull(table.rows().get(label)).attributes())
                .containsEntry("memory_bytes", new Value.Int(mebibytes << 20))
                .containsEntry("memory_basis", new Value.Text("driver"));
    }

    /** Base models of Qwen have another longest sequence than those for chat: the row names the one that it describes. */
    @ParameterizedTest
    @CsvSource({
        "qwen2-7b, Qwen/Qwen2-7B-Instruct, 32768",
        "qwen2.5-32b, Qwen/Qwen2.5-32B-Instruct, 32768",
        "qwen3-14b, Qwen/Qwen3-14B, 40960",
        "qwq-32b, Qwen/QwQ-32B, 40960",
        "deepseek-r1-distill-qwen-32b, deepseek-ai/DeepSeek-R1-Distill-Qwen-32B, 131072",
        "gemma-3-4b-text, google/gemma-3-4b-it, 131072",
    })
    void namesTheRepositoryWhoseLongestSequenceItHas(String label, String repository, long tokens) {
        TableSchema schema =
                Objects.requireNonNull(Point.set("inference").tables().get("model"));
        Table table = new Catalog(List.of(MemoryModel.tables())).table(schema);

        assertThat(Objects.requireNonNull(table.rows().get(label)).attributes())
                .containsEntry("hf_id", new Value.Text(repository))
                .containsEntry("max_seq_len", new Value.Int(tokens));
    }

    @Test
    void looksBesideTheFileThatNamesAPath() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/spec.yaml"), "");
        Files.writeString(folder.resolve("sub/a.formulas"), "# beside");
        Files.writeString(folder.resolve("a.formulas"), "# here");

        assertThat(model().find("a.formulas", Location.of("--formulas")).text()).isEqualTo("# here");
        assertThat(model().find("a.formulas", new Location("sub/spec.yaml", 2, 3))
                        .text())
                .isEqualTo("# beside");
        assertThat(model().find("a.formulas", new Location("sub/spec.yaml", 2, 3))
                        .name())
                .isEqualTo("sub/a.formulas");
    }

    @Test
    void namesTheNearestSet() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> model().find("transformer-mat", Location.of("--formulas")))
                .withMessage("--formulas: unknown formula set 'transformer-mat'; did you mean 'transformer-math'? "
                        + "(the name of a file of your own ends in .formulas)");
    }

    @Test
    void tellsWhyAFileCannotBeRead() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> model().find("./nope.formulas", new Location("spec.yaml", 2, 1)))
                .withMessage("spec.yaml:2:1: cannot read the formulas './nope.formulas': no such file")
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    void refusesAFileThatIsTooLarge() throws IOException {
        Files.writeString(folder.resolve("big.formulas"), "#".repeat((1 << 20) + 1));

        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> model().find("big.formulas", NOWHERE))
                .withMessage("big.formulas: the file is larger than the limit of 1.00 MiB");
    }
}
