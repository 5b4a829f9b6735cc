package dev.memsweep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a slider takes to redraw, from its event to the frame after the drawing, in a real browser: a measurement that
 * asserts nothing, and no test of the suite. {@code sweeps/explorer/README.md} has its command.
 */
final class ExplorerLatency {
    private static final int MOVES = 120;

    /** Moves a slider up and down its values, each time when the last picture stands, and gives the times in milliseconds. */
    private static final String MEASURE = """
            const [selector, moves, done] = arguments;
            const slider = document.querySelector(selector);
            const most = Number(slider.max);
            const times = [];
            const shown = () => document.body.dataset.asked === document.body.dataset.shown;
            const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
            (async () => {
              for (let move = 0; move < moves + 20; move++) {
                const place = (move * 3) % (most + 1);
                const start = performance.now();
                slider.value = place;
                slider.dispatchEvent(new Event("input", { bubbles: true }));
                while (!shown()) await new Promise((resolve) => document.addEventListener("memsweep:drawn", resolve, { once: true }));
                await painted();
                if (move >= 20) times.push(performance.now() - start);
              }
              done(times);
            })();
            """;

    @TempDir
    static Path downloads = Path.of("");

    @Test
    void slider_redraw() throws IOException, InterruptedException {
        try (ExplorerBrowser browser = ExplorerBrowser.open(
                downloads, "sweeps/specs/reference-w226.yaml", "sweeps/specs/training-grid.yaml")) {
            for (String view : List.of("map", "breakdown")) {
                measure(browser, "reference-w226", "?spec=reference-w226&view=" + view, "dp");
                measure(browser, "training-grid", "?spec=training-grid&view=" + view, "dp");
            }
            measure(
                    browser,
                    "training, 256 x 256",
                    "?formulas=training&view=map&in.seq_len=512..131072:512&in.micro_batch=1..256",
                    "tp");
        }
    }

    private static void measure(ExplorerBrowser browser, String what, String query, String axis)
            throws InterruptedException {
        browser.open(query);
        List<?> times = (List<?>) Objects.requireNonNull(
                browser.driver().executeAsyncScript(MEASURE, "[data-parameter=" + axis + "] input[type=range]", MOVES));
        double[] sorted = times.stream()
                .mapToDouble(time -> ((Number) time).doubleValue())
                .sorted()
                .toArray();
        System.out.printf(
                Locale.ROOT,
                "%s, %s: %d moves of %s, p50 %.0f ms, p95 %.0f ms, most %.0f ms%n",
                what,
                query,
                sorted.length,
                axis,
                sorted[sorted.length / 2],
                sorted[(int) Math.ceil(0.95 * sorted.length) - 1],
                sorted[sorted.length - 1]);
    }
}
