package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The explorer's views, driven in Chromium as people use them; the numbers shown are held to those of the command. */
@Timeout(120)
@Tag("exhaustive")
final class ExplorerPageTest extends CommandTest {
    private static final String SPEC = readySpec("reference-w226.yaml");
    private static final Pattern TITLE = Pattern.compile("([0-9,]+) bytes");

    @TempDir
    static Path downloads = Path.of("");

    private static ExplorerBrowser browser;

    @BeforeAll
    static void openBrowser() throws IOException, InterruptedException {
        browser = ExplorerBrowser.open(downloads, "sweeps/specs/reference-w226.yaml");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void quiet() {
        browser.colours("light");
        browser.size(1360, 900);
        browser.assertQuiet(message -> message.contains("400"));
    }

    @Test
    void whatFits_firstPage_ranksSetUpsWithEstimatesNumbers() throws IOException, InterruptedException {
        browser.open("?view=fits");

        String[] fit = "fit --model llama-3.1-70b --device h100-80gb --gpus 64 --format json".split(" ", -1);
        JsonTree answer = JsonTree.parse(result(fit)).elements().get(0);
        assertThat(browser.text("#sentence").replace(",", ""))
                .startsWith(answer.get("fitting").text() + " of "
                        + answer.get("set_ups").text() + " set-ups of llama-3.1-70b fit 64 × h100-sxm-80gb");
        List<String> names = texts(".bars thead th");
        List<String> best = texts(".bars tbody tr:first-child td");
        List<String> words = new ArrayList<>(List.of(
                "estimate",
                "--formulas",
                "training",
                "--model",
                "llama-3.1-70b",
                "--device",
                "h100-80gb",
                "--gpus",
                "64"));
        for (String name : List.of("tp", "pp", "dp", "recompute", "zero", "micro batch")) {
            words.addAll(List.of("--" + name.replace(' ', '-'), best.get(names.indexOf(name))));
        }
        words.addAll(List.of("--columns", "total_bytes", "--format", "json"));
        assertThat(bytesOf(browser.find(".bars tbody tr:first-child td[data-head=total] button")))
                .isEqualTo(number(result(words.toArray(String[]::new)), "total_bytes"));
        browser.screenshot("fits-light");
        browser.colours("dark");
        browser.screenshot("fits-dark");
    }

    @Test
    void whatFits_clickOnNumber_explainsItBeside() throws IOException, InterruptedException {
        browser.open("?view=fits");
        WebElement total = browser.find(".bars tbody tr:nth-child(2) td[data-head=total] button");
        long shown = bytesOf(total);

        total.click();
        browser.await("the explanation", () -> browser.text("#explain .entry").contains("total_bytes"));

        assertThat(browser.text("#explain .entry summary")).contains(grouped(shown));
        assertThat(browser.query()).contains("point=").contains("about=total_bytes");
        browser.screenshot("fits-explain");
        browser.driver().navigate().refresh();
        browser.awaitShown();
        browser.await(
                "the explanation again", () -> browser.text("#explain .entry").contains(grouped(shown)));
        browser.driver().navigate().back();
        browser.await("the explanation to go", () -> !browser.find("#explain").isDisplayed());
    }

    @Test
    void whatFits_nothingFits_offersTheChangeThatWould() throws IOException, InterruptedException {
        browser.open("?view=fits&model=llama-3.1-405b&gpus=8");

        assertThat(browser.text("#sentence")).startsWith("Nothing fits: none of 600 set-ups");
        browser.screenshot("nothing-fits");
        browser.press(".changes", "gpus 128");
        browser.awaitShown();
        assertThat(browser.text("#sentence")).contains("set-ups of llama-3.1-405b fit 128 × h100-sxm-80gb");
    }

    @Test
    void controls_wrongName_saysSoThereAndOffersTheNearest() throws IOException, InterruptedException {
        browser.open("?view=fits");
        String before = browser.text("#picture");

        browser.type("[data-parameter=model] input", "llama-3.1-70");

        WebElement control = browser.find("[data-parameter=model]");
        assertThat(control.getText()).contains("'llama-3.1-70' is no model").contains("Use llama-3.1-70b");
        assertThat(browser.text("#picture")).as("the last picture stays").isEqualTo(before);
        browser.screenshot("wrong-name");
        browser.press("[data-parameter=model]", "Use llama-3.1-70b");
        browser.awaitShown();
        assertThat(browser.text("#sentence")).contains("llama-3.1-70b fit");
        assertThat(browser.find("[data-parameter=model] .wrong").isDisplayed()).isFalse();
    }

    @Test
    void map_slideAndPoint_showsEstimatesBytes() throws IOException, InterruptedException {
        browser.open(
                "?view=map&spec=reference-w226&model=llama3-70b&dtype=mixed&lines=h100-sxm-80gb,rtx-4090-24gb,b200-180gb");
        assertThat(browser.text("#sentence")).contains("over 2,048 set-ups of seq and micro_batch");
        browser.screenshot("map-light");
        browser.colours("dark");
        browser.screenshot("map-dark");

        browser.find("[data-parameter=tp] input[type=range]").sendKeys(Keys.ARROW_RIGHT);
        browser.awaitShown();
        browser.await("the address", () -> browser.query().contains("tp=8"));
        WebElement picture = browser.find(".focusable");
        picture.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP);
        String tip = browser.text(".floating");

        assertThat(tip).contains("seq 1,536 · micro_batch 4");
        long shown = bytesOf(tip);
        assertThat(shown)
                .isEqualTo(estimate(
                        "--model",
                        "llama3-70b",
                        "--dtype",
                        "mixed",
                        "--optimizer",
                        "adamw",
                        "--recompute",
                        "none",
                        "--tp",
                        "8",
                        "--pp",
                        "4",
                        "--dp",
                        "16",
                        "--zero",
                        "2",
                        "--micro-batch",
                        "4",
                        "--seq",
                        "1536"));
        picture.sendKeys(Keys.ENTER);
        browser.await(
                "the explanation", () -> browser.text("#explain .entry summary").contains(grouped(shown)));
        browser.screenshot("map-explain");
    }

    @Test
    void map_ofFormulaSet_hasTheValuesTypedAndEstimatesBytes() throws IOException, InterruptedException {
        browser.open(
                "?view=map&formulas=training&model=llama-3.1-70b&pp=2&zero=1&lines=rtx-4090-24gb,h100-sxm-80gb,b200-180gb");

        browser.type("[data-parameter=seq_len] input", "512..32768:512");

        assertThat(browser.text("#sentence")).contains("over 2,048 set-ups of seq_len and micro_batch");
        browser.screenshot("map-training");
        WebElement picture = browser.find(".focusable");
        picture.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_UP);
        String tip = browser.text(".floating");
        assertThat(tip).contains("seq_len 1,024 · micro_batch 2");
        String estimate = result(
                "estimate",
                "--formulas",
                "training",
                "--model",
                "llama-3.1-70b",
                "--tp",
                "8",
                "--pp",
                "2",
                "--dp",
                "8",
                "--zero",
                "1",
                "--recompute",
                "selective",
                "--seq-len",
                "1024",
                "--micro-batch",
                "2",
                "--format",
                "json");
        assertThat(bytesOf(tip)).isEqualTo(number(estimate, "total_bytes"));
    }

    @Test
    void map_reloadAndBack_showTheSamePicture() throws InterruptedException {
        browser.open("?view=map&spec=reference-w226");
        browser.choose("[data-parameter=z] select", "act_bytes");
        browser.choose("[data-parameter=recompute] select", "full");
        String sentence = browser.text("#sentence");
        assertThat(sentence).startsWith("act_bytes from");

        browser.driver().navigate().refresh();
        browser.awaitShown();
        assertThat(browser.text("#sentence")).isEqualTo(sentence);
        browser.press("#views", "Breakdown");
        browser.awaitShown();
        assertThat(browser.query()).contains("view=breakdown").contains("recompute=full");
        browser.driver().navigate().back();
        browser.awaitShown();
        assertThat(browser.text("#sentence")).isEqualTo(sentence);
    }

    @Test
    void breakdown_pick_stacksWhatSumsToEstimatesTotal() throws IOException, InterruptedException {
        browser.open("?view=breakdown&spec=reference-w226&lines=h100-sxm-80gb,rtx-4090-24gb");
        browser.choose("[data-parameter=model] select", "llama3-8b");
        browser.choose("[data-parameter=x] select", "micro_batch");

        List<Long> row = browser.all("#table tbody tr:nth-child(3) button").stream()
                .map(ExplorerPageTest::bytesOf)
                .toList();
        assertThat(row).hasSize(5);
        assertThat(row.subList(0, 4).stream().mapToLong(Long::longValue).sum()).isEqualTo(row.get(4));
        assertThat(row.get(4))
                .isEqualTo(estimate(
                        "--model",
                        "llama3-8b",
                        "--dtype",
                        "fp32",
                        "--optimizer",
                        "adamw",
                        "--recompute",
                        "none",
                        "--tp",
                        "4",
                        "--pp",
                        "4",
                        "--dp",
                        "16",
                        "--zero",
                        "2",
                        "--micro-batch",
                        "3",
                        "--seq",
                        "12288"));
        browser.choose("[data-parameter=x] select", "seq");
        browser.screenshot("breakdown-light");
        browser.colours("dark");
        browser.screenshot("breakdown-dark");
    }

    @Test
    void frontier_twoObjectives_isTheCommandsFront() throws IOException, InterruptedException {
        browser.open("?view=frontier&spec=reference-w226&tp=8&pp=1&dp=8&model=llama3-70b&where=fits80");

        String[] question = {
            "--model",
            "llama3-70b",
            "--dtype",
            "fp32",
            "--optimizer",
            "adamw",
            "--recompute",
            "none",
            "--tp",
            "8",
            "--pp",
            "1",
            "--dp",
            "8",
            "--where",
            "fits80"
        };
        String front = result(words(
                question,
                "query",
                SPEC,
                "--frontier",
                "total_bytes,micro_batch desc",
                "--columns",
                "total_bytes",
                "--format",
                "csv"));
        List<Long> expected = front.lines()
                .skip(1)
                .map(row -> Long.parseLong(row.substring(0, row.indexOf(','))))
                .toList();
        List<Long> shown = browser.all("#table tbody tr td:last-child button").stream()
                .map(ExplorerPageTest::bytesOf)
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(shown).isEqualTo(expected);
        assertThat(browser.text("#sentence")).contains(String.valueOf(expected.size()));
        browser.screenshot("frontier-light");
        browser.colours("dark");
        browser.screenshot("frontier-dark");
    }

    @Test
    void parallel_brush_countsWhatTheCommandCounts() throws IOException, InterruptedException {
        browser.open("?view=parallel&spec=reference-w226");
        assertThat(browser.text("#sentence")).startsWith("226,492,416 of 226,492,416 points");
        browser.screenshot("parallel-light");

        brush("seq", 2.6, 7.4);
        browser.awaitShown();

        assertThat(browser.query()).contains("only.seq=2048..8192");
        assertThat(count(browser.text("#sentence")))
                .isEqualTo(count(result("query", SPEC, "--where", "seq >= 2048 and seq <= 8192")));
        browser.choose(".bounds select[aria-label=fits80]", "true");
        browser.type(".bounds input[aria-label='greatest total_bytes in GiB']", "40");
        assertThat(count(browser.text("#sentence")))
                .isEqualTo(count(result(
                        "query", SPEC, "--where", "seq >= 2048 and seq <= 8192 and fits80 and total_bytes <= 40 GiB")));
        browser.screenshot("parallel-brushed");
        String sentence = browser.text("#sentence");
        browser.driver().navigate().refresh();
        browser.awaitShown();
        assertThat(browser.text("#sentence")).isEqualTo(sentence);
        browser.colours("dark");
        browser.screenshot("parallel-dark");
        browser.press(".controls", "Clear all bounds");
        browser.awaitShown();
        assertThat(browser.text("#sentence")).startsWith("226,492,416 of");
    }

    @Test
    void explain_slide_showsEstimatesNumbers() throws IOException, InterruptedException {
        browser.open("?view=explain&formulas=training&model=llama-3-8b&tp=2");

        browser.type("[data-parameter=seq_len] input.number", "4096");

        String estimate = result(
                "estimate",
                "--formulas",
                "training",
                "--model",
                "llama-3-8b",
                "--tp",
                "2",
                "--dp",
                "8",
                "--zero",
                "3",
                "--recompute",
                "selective",
                "--seq-len",
                "4096",
                "--format",
                "json");
        for (WebElement row : browser.all(".numbers tr")) {
            String name = row.findElement(By.tagName("th")).getText();
            String title = String.valueOf(row.findElement(By.tagName("button")).getAttribute("title"));
            if (title.endsWith(" bytes")) {
                assertThat(bytesOf(title)).as(name).isEqualTo(number(estimate, name));
            }
        }
        browser.screenshot("explain-light");
        browser.colours("dark");
        browser.screenshot("explain-dark");
    }

    @ParameterizedTest
    @CsvSource({
        "fits,''",
        "map,spec=reference-w226",
        "breakdown,spec=reference-w226",
        "frontier,spec=reference-w226&tp=8&pp=1&dp=8",
        "parallel,spec=reference-w226&only.micro_batch=1..4&model=llama-7b&dtype=fp16"
    })
    void everyView_givesItsSpecDataAndPicture(String view, String more) throws IOException, InterruptedException {
        browser.open("?view=" + view + "&" + more);

        Path spec = browser.save(downloads, "Spec", ".yaml");
        Path csv = browser.save(downloads, "CSV", ".csv");
        Path svg = browser.save(downloads, "SVG", ".svg");
        Path png = browser.save(downloads, "PNG", ".png");
        Path parquet = browser.save(downloads, "Parquet", ".parquet");

        assertThat(Files.readString(spec)).startsWith("apiVersion: memsweep/v1");
        assertThat(Files.readString(csv).lines().count()).isGreaterThan(1);
        assertThat(Files.readString(svg)).contains("<svg").contains("</svg>");
        assertThat(new String(Files.readAllBytes(png), StandardCharsets.ISO_8859_1))
                .startsWith("\u0089PNG");
        assertThat(result("verify", parquet.toString())).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fits,''",
        "map,spec=reference-w226",
        "breakdown,spec=reference-w226",
        "frontier,spec=reference-w226&tp=8&pp=1&dp=8",
        "parallel,spec=reference-w226",
        "explain,formulas=inference"
    })
    void everyView_isAccessibleInBothSchemesAndOnAPhone(String view, String more)
            throws IOException, InterruptedException {
        browser.open("?view=" + view + "&" + more);
        assertAccessible(view, "{}");
        browser.colours("dark");
        assertAccessible(view + " in the dark", "{runOnly: ['color-contrast']}");
        browser.size(390, 844);
        browser.open("?view=" + view + "&" + more);
        assertThat(browser.driver().executeScript("return document.documentElement.scrollWidth"))
                .as("nothing is wider than the phone")
                .isEqualTo(390L);
        browser.screenshot("phone-" + view);
    }

    @Test
    void report_fromAFile_showsEveryViewWithoutAServer() throws InterruptedException {
        result("report", SPEC, "-o", "report.html");

        browser.driver().get(folder.resolve("report.html").toUri().toString());
        browser.awaitShown();

        List<String> labels = texts("#views a");
        assertThat(labels).containsExactly("Map", "Breakdown", "Frontier", "Parallel");
        for (String label : labels) {
            browser.press("#views", label);
            browser.awaitShown();
            assertThat(browser.text("#trouble")).as(label).isEmpty();
            assertThat(browser.text("#sentence")).as(label).isNotEmpty();
            assertThat(browser.text("#actions")).contains("needs the engine").doesNotContain("Parquet");
        }
        assertThat(browser.find(".bounds input").isEnabled()).isFalse();
    }

    /** Runs axe-core in the page, with options as it takes them. */
    private static void assertAccessible(String what, String options) throws IOException {
        try (InputStream axe = ExplorerPageTest.class.getResourceAsStream("/axe.min.js")) {
            browser.driver()
                    .executeScript(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
        }
        Object violations = browser.driver()
                .executeAsyncScript(
                        "const done = arguments[arguments.length - 1]; axe.run(document, " + options
                                + ").then(({violations}) => done("
                                + "violations.map(({id, nodes}) => id + ': ' + nodes.map((node) => node.html + ' ' + node.failureSummary))))");
        assertThat((List<?>) violations).as(what).isEmpty();
    }

    /** Drags along the axis of a dimension, from one place to another. */
    private static void brush(String dimension, double from, double to) {
        Object corners = browser.driver().executeScript("""
                const box = document.querySelector(".chart.wide");
                const chart = echarts.getInstanceByDom(box);
                const axes = chart.getOption().parallelAxis;
                const place = axes.findIndex((axis) => axis.name === arguments[0]);
                const parallel = chart.getModel().getComponent("parallel").coordinateSystem;
                const area = box.querySelector("canvas").getBoundingClientRect();
                const at = (value) => parallel.dataToPoint(value, parallel.dimensions[place]);
                return [arguments[1], arguments[2]].flatMap((value) => at(value).map((coordinate, index) => Math.round(coordinate + (index ? area.top : area.left))));
                """, dimension, from, to);
        List<?> at = (List<?>) Objects.requireNonNull(corners);
        new Actions(browser.driver())
                .moveToLocation(coordinate(at, 0), coordinate(at, 1))
                .clickAndHold()
                .moveToLocation(coordinate(at, 0), (coordinate(at, 1) + coordinate(at, 3)) / 2)
                .moveToLocation(coordinate(at, 2), coordinate(at, 3))
                .release()
                .perform();
    }

    private static int coordinate(List<?> at, int place) {
        return ((Number) at.get(place)).intValue();
    }

    private static String grouped(long bytes) {
        return String.format(Locale.ROOT, "%,d bytes", bytes);
    }

    private long estimate(String... point) {
        String answer = result(words(point, "estimate", SPEC, "--columns", "total_bytes", "--format", "json"));
        return number(answer, "total_bytes");
    }

    private static long number(String json, String name) {
        Matcher value = Pattern.compile("\"" + name + "\":(-?[0-9]+)").matcher(json);
        assertThat(value.find()).as(name + " in " + json).isTrue();
        return Long.parseLong(value.group(1));
    }

    private static long bytesOf(WebElement number) {
        return bytesOf(String.valueOf(number.getAttribute("title")));
    }

    private static long bytesOf(String text) {
        Matcher bytes = TITLE.matcher(text);
        assertThat(bytes.find()).as(text).isTrue();
        return Long.parseLong(bytes.group(1).replace(",", ""));
    }

    /** "33,937,203" of "33,937,203 of 226,492,416 points ...". */
    private static String count(String sentence) {
        return sentence.substring(0, sentence.indexOf(" of "));
    }

    private static List<String> texts(String selector) {
        return browser.all(selector).stream().map(WebElement::getText).toList();
    }
}
