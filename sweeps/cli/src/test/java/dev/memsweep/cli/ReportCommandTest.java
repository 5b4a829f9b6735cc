package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.memory.MemoryModel;
import dev.memsweep.spec.Binder;
import dev.memsweep.spec.SpecReader;
import dev.memsweep.spec.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ReportCommandTest extends CommandTest {
    private static Sweep ready(String name) throws IOException {
        Path file = Path.of(readySpec(name));
        LocalSources sources = new LocalSources(Path.of(""));
        return new Binder(new MemoryModel(Path.of("")), sources.catalog(note -> {}))
                .bind(SpecReader.read(file.toString(), Files.readAllBytes(file)));
    }

    @Test
    void asksWhatTheViewsAsk() throws IOException {
        ReportRequests requests = new ReportRequests("reference-w226", ready("reference-w226.yaml"));

        assertThat(requests.of(Set.of("map")))
                .containsExactly(
                        "/api/describe?spec=reference-w226",
                        "/api/list?word=devices&formulas=training",
                        "/api/query?spec=reference-w226&model=llama-7b&dtype=fp32&optimizer=adamw&recompute=none&tp=4&pp=4"
                                + "&dp=16&zero=2&rows=65536&columns=seq,micro_batch,total_bytes&format=columns");
        assertThat(requests.of(Set.of("frontier")))
                .anyMatch(request -> request.contains("&frontier=total_bytes,micro_batch+desc&columns=tp,pp,dp,"))
                .anyMatch(request -> request.contains("&sample=2000&columns=tp,pp,dp,"));
        assertThat(requests.of(Set.of("breakdown")).get(2))
                .contains("&columns=seq,weight_bytes,grad_bytes,optim_bytes,act_bytes,total_bytes&");
        assertThat(requests.of(Set.of("parallel")).get(2)).contains("seq,total_bytes,fits80&format=columns");
    }

    private void writeSpec() {
        write("toy.formulas", TOY);
        write("toy.yaml", "formulas: toy.formulas\naxes: {n: 1..3, d: [1, 2]}\ncolumns: [n, d, layer_bytes]\n");
    }

    @Test
    void refusesNonsenseAndWritesNothing() {
        writeSpec();
        write("toy.html", "mine");
        write("few.yaml", "formulas: toy.formulas\naxes: {n: 1..3}\ncolumns: [n, layer_bytes]\n");

        assertRefused(
                2,
                "memsweep: --views: unknown view 'mpa'; did you mean 'map'?\n",
                "report",
                "toy.yaml",
                "--views",
                "mpa,frontier");
        assertRefused(
                2,
                "memsweep: toy.html: already exists; add --force to replace it, or choose another with -o\n",
                "report",
                "toy.yaml");
        assertRefused(
                2, "memsweep: few.yaml: a report needs a column of bytes and two axes to show\n", "report", "few.yaml");
        assertRefused(2, "memsweep: SPEC.yaml is missing; see --help\n", "report");
        assertThat(files()).isEqualTo(List.of("few.yaml", "toy.formulas", "toy.html", "toy.yaml"));
    }
}
