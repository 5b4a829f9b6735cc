package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class ServeCommandTest extends CommandTest {
    private void writeSpec() {
        write("toy.formulas", TOY);
        write("toy.yaml", "formulas: toy.formulas\naxes: {n: 1..3}\ncolumns: [n, layer_bytes]\n");
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.memsweep.cli.Memsweep"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    @Test
    void servesUntilItIsTold() throws IOException, InterruptedException {
        writeSpec();
        Process server = start("serve", "toy.yaml", "--port", "0");
        try {
            String line = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertThat(line).matches("explorer at http://127\\.0\\.0\\.1:[0-9]+/ \\(Ctrl-C ends it\\)");
            String address = line.replaceAll("explorer at (\\S+) .*", "$1");
            String answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address + "api/query?spec=toy&rows=5&format=csv"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
            assertThat(answer).isEqualTo("n,layer_bytes\n1,1000\n2,2000\n3,3000\n");
        } finally {
            server.destroy();
        }
        assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(143);
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port 65536         | --port: must be a whole number from 0 to 65535, found '65536'
            --port x             | --port: must be a whole number from 0 to 65535, found 'x'
            --deadline 0         | --deadline: must be a whole number from 1 to 3600, found '0'
            --threads 0          | --threads: must be a whole number from 1 to 4096, found '0'
            --prot 3             | --prot: unknown option; did you mean '--port'?
            toy.yaml ./toy.yaml  | ./toy.yaml: another spec is named 'toy' too; give one of them a 'name'
            """)
    void refusesNonsense(String words, String message) {
        writeSpec();

        assertRefused(2, "memsweep: " + message + "\n", ("serve " + words).split(" "));
    }

    @Test
    void refusesASpecWithMistakesBeforeItListens() {
        write("toy.formulas", TOY);
        write("bad.yaml", "formulas: toy.formulas\naxes: {m: 1..3}\n");

        assertThat(run("serve", "bad.yaml").err()).contains("bad.yaml:2:8: ", "'m'");
        assertThat(run("serve", "missing.yaml").code()).isEqualTo(3);
    }

    @Test
    void saysWhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            int port = taken.getLocalPort();

            assertRefused(
                    3,
                    "memsweep: port " + port + " is in use; try --port 0\n",
                    "serve",
                    "--port",
                    Integer.toString(port));
        }
    }
}
