package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser on a real explorer: the command serves in a thread of this process, Debian's Chromium looks at it. */
final class ExplorerBrowser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    /** Where specs are named from, so that commands on the page read as in the README. */
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Pattern ADDRESS = Pattern.compile("explorer at (http://127\\.0\\.0\\.1:[0-9]+)/");
    private static final Pattern REQUESTED = Pattern.compile("\"Network\\.requestWillBeSent\".*?\"url\":\"([^\"]+)\"");
    private static final long PATIENCE_MILLIS = 30_000;

    private final Thread server;
    private final String address;
    private final ChromeDriver driver;

    private ExplorerBrowser(Thread server, String address, ChromeDriver driver) {
        this.server = server;
        this.address = address;
        this.driver = driver;
    }

    /** Serves the specs and opens a browser that saves files into a folder; skips the test where there is no Chromium. */
    static ExplorerBrowser open(Path downloads, String... specs) throws IOException, InterruptedException {
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            String reason = "the browser tests are SKIPPED: " + CHROMIUM + " or " + DRIVER
                    + " is missing, install Debian's chromium and chromium-driver";
            System.err.println(reason);
            abort(reason);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of("serve", "--port", "0"));
        words.addAll(List.of(specs));
        Thread server = new Thread(
                () -> Memsweep.run(
                        words.toArray(String[]::new),
                        out,
                        System.err,
                        new Environment(Map.of(), ROOT, false, false, 100)),
                "explorer");
        server.setDaemon(true);
        server.start();
        Matcher address = awaitMatch(out);
        return new ExplorerBrowser(server, address.group(1), chromium(downloads));
    }

    private static Matcher awaitMatch(ByteArrayOutputStream out) throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += 20) {
            Matcher address = ADDRESS.matcher(out.toString(StandardCharsets.UTF_8));
            if (address.find()) {
                return address;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("the explorer did not start: " + out.toString(StandardCharsets.UTF_8));
    }

    private static ChromeDriver chromium(Path downloads) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1360,900", "--hide-scrollbars");
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", downloads.toAbsolutePath().toString()));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(3));
        return driver;
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens the page at a state and waits until it is drawn. */
    void open(String query) throws InterruptedException {
        driver.get(address + "/" + query);
        awaitShown();
    }

    /** Waits until the newest state of the page is shown, with its answer or with what is wrong. */
    void awaitShown() throws InterruptedException {
        await(
                "the page to show its state",
                () -> Boolean.TRUE.equals(
                        driver.executeScript(
                                "const {asked, shown} = document.body.dataset; return asked !== undefined && asked === shown")));
    }

    /** Waits for something that is tried again and again. */
    void await(String what, BooleanSupplier reached) throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += 25) {
            if (reached.getAsBoolean()) {
                return;
            }
            Thread.sleep(25);
        }
        throw new AssertionError(
                "waited in vain for " + what + "; the page says: " + text("#sentence") + " " + text("#trouble"));
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    String text(String selector) {
        return String.valueOf(
                driver.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", selector));
    }

    /** The query of the page's address. */
    String query() {
        return String.valueOf(driver.executeScript("return decodeURIComponent(location.search)"));
    }

    /** Gives a field another value, as a user who types and leaves it. */
    void type(String selector, String value) throws InterruptedException {
        WebElement field = find(selector);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), value, Keys.TAB);
        awaitShown();
    }

    /** Chooses an option of a select by its value. */
    void choose(String selector, String value) throws InterruptedException {
        find(selector + " option[value='" + value + "']").click();
        awaitShown();
    }

    /** Clicks a link or button by its text below an element. */
    void press(String within, String label) {
        WebElement button = all(within + " button, " + within + " a").stream()
                .filter(element -> element.getText().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button '" + label + "' in " + within));
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", button);
        button.click();
    }

    /** Presses a button of the foot and waits for the file with this ending that it saves. */
    Path save(Path downloads, String label, String ending) throws IOException, InterruptedException {
        for (Path earlier : saved(downloads, ending)) {
            Files.delete(earlier);
        }
        press("#actions", label);
        await(
                "a file " + ending + " to be saved",
                () -> saved(downloads, ending).size() == 1);
        return saved(downloads, ending).get(0);
    }

    /** The files with an ending; none as long as one is on its way. */
    private static List<Path> saved(Path downloads, String ending) {
        try (Stream<Path> files = Files.list(downloads)) {
            List<Path> all = files.toList();
            boolean onTheWay = all.stream().anyMatch(file -> file.toString().endsWith(".crdownload"));
            return onTheWay
                    ? List.of()
                    : all.stream()
                            .filter(file -> file.toString().endsWith(ending))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows the page in dark or light colours. */
    void colours(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Gives the page another size; a narrow one with the density of a phone. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        width < 500 ? 2 : 1,
                        "mobile",
                        width < 500));
    }

    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Checks that since the last call no request left this machine and nothing was complained of on the console. */
    void assertQuiet(Predicate<String> expected) {
        List<String> complaints = entries(LogType.BROWSER)
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(expected.negate())
                .toList();
        assertThat(complaints).as("the browser's console").isEmpty();
        List<String> requested = entries(LogType.PERFORMANCE)
                .map(entry -> REQUESTED.matcher(entry.getMessage()))
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .toList();
        assertThat(requested)
                .as("addresses asked")
                .allMatch(url -> url.startsWith(address + "/")
                        || url.startsWith("data:")
                        || url.startsWith("file:")
                        || url.startsWith("blob:" + address + "/"));
    }

    private Stream<LogEntry> entries(String kind) {
        return StreamSupport.stream(driver.manage().logs().get(kind).spliterator(), false);
    }

    @Override
    public void close() {
        driver.quit();
        server.interrupt();
        try {
            server.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
