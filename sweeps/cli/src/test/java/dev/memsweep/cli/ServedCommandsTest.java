package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.serve.ExplorerServer;
import dev.memsweep.serve.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API over HTTP against the commands themselves. */
@Timeout(120)
final class ServedCommandsTest extends CommandTest {
    private static final String SLICE =
            "spec=reference-w226&model=llama-7b&dtype=mixed&optimizer=adamw&recompute=none" + "&pp=1&dp=1&zero=1";

    private final List<Throwable> bugs = new CopyOnWriteArrayList<>();
    private final List<ExplorerServer> servers = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        write("toy.formulas", TOY);
        write("toy.yaml", """
                formulas: toy.formulas
                axes: {n: 1..10, d: [1, 2]}
                derive: {twice: 2 * n}
                columns: [n, d, layer_bytes, twice]
                """);
        start(Duration.ofSeconds(20), readySpec("reference-w226.yaml"), "toy.yaml");
    }

    private void start(Duration deadline, String... specs) throws IOException {
        Environment environment = new Environment(Map.of(), folder, false, false, 100);
        Console console = new Console(new ByteArrayOutputStream(), new ByteArrayOutputStream(), environment);
        Limits limits = new Limits(deadline, 2, 256, 64 << 20);
        Explorer explorer = new Explorer(List.of(specs), 2, limits, new Session(console, environment));
        servers.add(0, new ExplorerServer(0, new ServedCommands(explorer), limits, bugs::add));
    }

    @AfterEach
    void stop() {
        servers.forEach(ExplorerServer::close);
        assertThat(bugs).isEmpty();
    }

    private URI uri(String target) {
        return URI.create("http://127.0.0.1:" + servers.get(0).port() + "/api/" + target);
    }

    private HttpResponse<String> get(String target) {
        try {
            return http.send(
                    HttpRequest.newBuilder(uri(target)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(target, e);
        }
    }

    /** The part of a reply that the command printed. */
    private String answer(String target) {
        HttpResponse<String> reply = get(target);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        String body = reply.body();
        return body.substring(body.indexOf(",\"answer\":") + ",\"answer\":".length(), body.length() - 2);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A command and the request for the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            estimate --model llama-2-70b --tp 8                 | estimate?model=llama-2-70b&tp=8
            estimate --formulas training --model llama-2-70b    | estimate?formulas=training&model=llama-2-70b
            fit --model llama-3.1-8b --gpus 2                   | fit?model=llama-3.1-8b&gpus=2
            fit --model llama-3.1-405b --gpus 1                 | fit?model=llama-3.1-405b&gpus=1
            explain total_bytes --model chatglm-6b              | explain?word=total_bytes&model=chatglm-6b
            list models --filter llama                          | list?word=models&filter=llama
            describe training                                   | describe?word=training
            describe W226                                       | describe?spec=reference-w226
            query W226 --count                                  | query?spec=reference-w226&count=
            query W226 --where fits80 --group-by model          | query?spec=reference-w226&where=fits80&group-by=model
            query W226 --zero 0 --top 3 --by total_bytes        | query?spec=reference-w226&zero=0&top=3&by=total_bytes
            query W226 --zero 0 --rows 7                        | query?spec=reference-w226&zero=0&rows=7
            query W226 --sample 50 --columns seq,total_bytes    | query?spec=reference-w226&sample=50&columns=seq,total_bytes
            """)
    void answersAsTheCommandDoes(String command, String request) {
        String[] words = (command + " --format json")
                .replace("W226", readySpec("reference-w226.yaml"))
                .split(" ");

        assertThat(answer(request)).isEqualTo(run(words).out());
    }

    @Test
    void tellsTheCommandToType() {
        String reply = get("query?spec=reference-w226&where=" + encoded("total_bytes <= 80 GiB"))
                .body();

        assertThat(reply)
                .contains("{\"command\":\"memsweep query ", "reference-w226.yaml --where 'total_bytes <= 80 GiB'\",")
                .contains("\"notes\":[],");
        assertThat(get("query?spec=toy&where=n+%3E+5&where=n+%3C+5").body()).contains("\"rows\":0,\"points\":20");
    }

    @Test
    void slicesASpecWhoseRowsAreDefinedInPlace() {
        assertThat(answer("estimate?" + SLICE + "&tp=2&micro_batch=4&seq=2048"))
                .contains("\"model\":\"llama-7b\"", "\"total_bytes\":");
        assertThat(answer("explain?" + SLICE + "&tp=2&micro_batch=4&seq=2048&word=total_bytes"))
                .contains("\"name\" : \"total_bytes\"");
        assertThat(answer("query?" + SLICE + "&rows=100000&format=columns&columns=seq,micro_batch,total_bytes"))
                .startsWith("{\"rows\":8192,\"points\":\"8192\",\"columns\":{\n\"seq\":[512,1024,");
    }

    @Test
    void printsSpecsAndSql() {
        assertThat(answer("query?spec=toy&n=3&print-spec=")).contains("axes:\\n  d: [1, 2]\\n", "fixed:");
        assertThat(answer("sql?spec=toy")).startsWith("\"WITH\\n").endsWith("\"");
    }

    @Test
    void sendsFilesToTakeAway() throws IOException, InterruptedException {
        HttpResponse<String> csv = get("query?spec=toy&n=3,4&rows=10&format=csv");
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"query.csv\"");
        assertThat(csv.body()).isEqualTo("n,d,layer_bytes,twice\n3,1,3000,6\n3,2,3000,6\n4,1,4000,8\n4,2,4000,8\n");
        for (String target : List.of("sweep?spec=toy&n=3,4&format=parquet", "sweep?spec=toy&n=3,4")) {
            HttpResponse<Path> parquet = http.send(
                    HttpRequest.newBuilder(uri(target)).build(),
                    HttpResponse.BodyHandlers.ofFile(folder.resolve("got.parquet")));
            assertThat(parquet.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"toy.parquet\"");
            assertThat(result("verify", "got.parquet")).contains("whole, 4 rows");
        }
        HttpResponse<Path> fit = http.send(
                HttpRequest.newBuilder(uri("fit?model=llama-3.1-8b&gpus=2&format=parquet"))
                        .build(),
                HttpResponse.BodyHandlers.ofFile(folder.resolve("fit.parquet")));
        assertThat(fit.statusCode()).isEqualTo(200);
        assertThat(result("describe", "fit.parquet")).contains("headroom_bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            estimate?modl=llama-2-70b                 | 400 | --modl: unknown option; did you mean '--model'?
            estimate?model=llama-2-70&tp=x            | 400 | did you mean 'llama-2-7b'?
            query?spec=referense-w226                 | 400 | this server was not started with a spec 'referense-w226'; did you mean 'reference-w226'?
            query?spec=toy&rows=0                     | 400 | --rows: must be a whole number from 1 to 100,000, found '0'
            query?spec=toy&rows=100001                | 400 | --rows: must be a whole number from 1 to 100,000, found '100001'
            query?spec=toy&count=&top=3               | 400 | does not go with --count
            query?spec=toy&word=toy                   | 400 | unexpected argument 'toy'
            query?spec=toy&columns=secret             | 400 | 'secret'
            query?spec=toy&where=whole+%3E+0&d=0      | 400 | division by zero
            query?spec=toy&format=markdown            | 400 | --format: is json, columns or csv
            sweep?spec=toy&format=json                | 400 | --format: is parquet for a request, found 'json'
            sweep?spec=reference-w226                 | 422 | 226,492,416 rows
            query?spec=toy&n%0A=3                     | 400 | unknown option
            query?spec=toy&--n=3                      | 400 | unknown option '--n'
            qery?spec=toy                             | 404 | there is no /api/qery; did you mean 'query'?
            verify?word=x                             | 404 | there is no /api/verify
            completion                                | 404 | there is no /api/completion
            serve                                     | 404 | there is no /api/serve
            query/x?spec=toy                          | 404 | there is no /api/query/x
            """)
    void refusesWithOneClearError(String request, int status, String message) {
        HttpResponse<String> reply = get(request);

        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
        assertThat(reply.body())
                .startsWith("{\"error\":{\"message\":\"")
                .contains(message)
                .doesNotContain(folder.toString(), "Exception", "\\tat ");
    }

    @Test
    void tellsOfEachMistakeByItself() {
        assertThat(get("estimate?modl=x&tpp=8").body())
                .contains("\"lines\":[\"--modl: unknown option; did you mean '--model'?\",\"--tpp: unknown option");
    }

    /** Whatever could name a file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe?word=/etc/passwd",
                "describe?word=toy.yaml",
                "describe?word=./",
                "describe?word=..",
                "describe?word=x.parquet",
                "describe?word=hdfs://host/x.parquet",
                "describe?word=FOLDER/toy.yaml",
                "describe?word=FOLDER/toy.formulas",
                "describe?word=toy.formulas",
                "describe?spec=FOLDER/toy.yaml",
                "explain?word=FOLDER/x.parquet",
                "explain?word=x.parquet&row=0",
                "explain?word=hdfs://host/x.parquet",
                "explain?word=./toy.yaml",
                "query?word=toy.yaml",
                "query?spec=../toy.yaml",
                "query?spec=toy.yaml",
                "query?word=FOLDER/toy.yaml",
                "sql?word=FOLDER/toy.yaml",
                "sweep?word=FOLDER/toy.yaml",
                "estimate?formulas=toy.formulas&n=3&d=1",
                "estimate?formulas=FOLDER/toy.formulas&n=3&d=1",
                "estimate?model=./config.json",
                "estimate?model=FOLDER",
                "estimate?model=..",
                "estimate?model=config.json",
                "estimate?catalog=FOLDER&model=llama-2-70b",
                "list?word=models&catalog=/etc",
                "sweep?spec=toy&output=FOLDER/out.parquet",
                "sweep?spec=toy&o=FOLDER/out.parquet",
                "sweep?spec=toy&force=",
                "sweep?spec=toy&overwrite=",
                "sweep?spec=toy&spark=local[2]",
                "sweep?spec=toy&dry-run=",
                "sweep?spec=toy&partition-by=n",
                "query?spec=toy&threads=4000",
                "query?spec=toy&verbose=",
                "query?spec=toy&help=",
                "estimate?where=%40/etc/passwd",
                "fit?model=/etc/passwd&gpus=8",
                "fit?model=llama-3.1-8b&formulas=toy.formulas"
            })
    void readsAndWritesNoFileForARequest(String request) {
        List<String> before = files();

        HttpResponse<String> reply = get(
                request.replace("FOLDER", folder.toString()).replace("[", "%5B").replace("]", "%5D"));

        assertThat(reply.statusCode()).as(reply.body()).isBetween(400, 404);
        assertThat(reply.body()).doesNotContain("root:", "Layers.", "Exception");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void tellsAboutItself() {
        assertThat(get("server").body())
                .contains("\"version\":\"", "{\"name\":\"reference-w226\",\"description\":\"Reference workload W226")
                .contains("\"points\":\"226492416\"", "\"limits\":{\"seconds\":20,\"rows\":100000");
    }

    @Test
    void givesUpWhatWouldTakeYears() throws IOException {
        write("long.formulas", """
                /** One. */
                param a: int in 1..1000000
                /** Two. */
                param b: int in 1..1000000
                /** Three. */
                param c: int in 1..1000000
                /** Scattered. */
                scattered = (a * 7919 + b * 104729 + c * 1299709) % 1009
                """);
        write("long.yaml", "formulas: long.formulas\naxes: {a: 1..1000000, b: 1..1000000, c: 1..1000000}\n");
        start(Duration.ofSeconds(1), "long.yaml");
        for (String question : List.of(
                "where=scattered+%3D%3D+3",
                "where=a+*+b+%25+7+%3D%3D+b+*+c+%25+11",
                "where=scattered+%3D%3D+3&sample=10",
                "summary=scattered",
                "frontier=scattered,a+desc")) {
            long start = System.nanoTime();
            HttpResponse<String> reply = get("query?spec=long&" + question);

            assertThat(reply.statusCode()).as(question + reply.body()).isEqualTo(503);
            assertThat(reply.body()).contains("this takes longer than 1.0 s");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).as(question).isLessThan(Duration.ofSeconds(5));
        }
    }

    /** Fifty clients ask different questions at once, some of them again and again. */
    @Test
    void manyClientsGetTheirOwnAnswers() {
        List<String> requests = IntStream.range(0, 50)
                .mapToObj(i -> switch (i % 4) {
                    case 0 -> "query?spec=toy&n=1.." + (i + 10) + "&group-by=n&summary=layer_bytes";
                    case 1 -> "estimate?model=llama-2-70b&tp=" + (1 << (i % 5)) + "&micro_batch=" + (i + 1);
                    case 2 -> "query?" + SLICE + "&tp=1.." + (i % 8 + 1) + "&rows=1000&columns=tp,seq,total_bytes";
                    default -> "explain?formulas=training&model=llama-3.1-8b&tp=" + (1 << (i % 3));
                })
                .toList();
        List<String> alone = requests.stream().map(this::answer).toList();

        List<CompletableFuture<List<String>>> together = requests.stream()
                .map(request -> CompletableFuture.supplyAsync(
                        () -> IntStream.range(0, 4)
                                .mapToObj(i -> answer(request))
                                .toList(),
                        task -> new Thread(task).start()))
                .toList();

        for (int i = 0; i < requests.size(); i++) {
            assertThat(together.get(i).join()).as(requests.get(i)).containsOnly(alone.get(i));
        }
    }

    @Test
    void readsASpecOnce() throws IOException {
        write("toy.formulas", "broken");
        write("toy.yaml", "broken");

        assertThat(answer("query?spec=toy&count=")).contains("{\"rows\":20,\"points\":20}");
    }
}
