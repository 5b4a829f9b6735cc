package dev.memsweep.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * Memory that others measured while serving, against the formulas: the table in {@code measured-inference.md}.
 *
 * <p>{@code mvn -pl sweeps/memory test -Dtest=MeasuredInferenceTest -Dmemsweep.write=true} writes it anew.
 */
final class MeasuredInferenceTest {
    private static final Path PAGE = Path.of("measured-inference.md");
    private static final double SMALL = 0.05;

    private record Row(
            String id, String group, String setup, String unit, double measured, double predicted, String missing) {
        double error() {
            return predicted / measured - 1;
        }
    }

    @Test
    void thePageShowsWhatTheFormulasSay() throws IOException {
        String page = page(rows());
        if (Boolean.getBoolean("memsweep.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    @Test
    void everyLargeErrorNamesWhatIsMissing() throws IOException {
        for (Row row : rows()) {
            assertThat(Math.abs(row.error()) <= SMALL || !row.missing().isEmpty())
                    .as(row.id())
                    .isTrue();
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (InputStream stream = MeasuredInferenceTest.class.getResourceAsStream("golden/measured-inference.csv");
                CSVParser parser = CSVParser.parse(Objects.requireNonNull(stream), StandardCharsets.UTF_8, format)) {
            for (CSVRecord csv : parser) {
                String parameters = csv.get("parameters");
                double predicted = Estimate.number(Estimate.of("inference", parameters, csv.get("expression")));
                rows.add(new Row(
                        csv.get("id"),
                        group(csv.get("id"), csv.get("unit")),
                        parameters.replace("model=", ""),
                        csv.get("unit"),
                        Double.parseDouble(csv.get("measured")),
                        predicted,
                        csv.get("missing")));
            }
        }
        return rows;
    }

    private static String group(String id, String unit) {
        String word = id.split("-", -1)[1];
        return switch (word) {
            case "qwen25doc" -> "Qwen2.5 speed pages, transformers";
            case "qwen3doc" -> "Qwen3 speed pages, transformers";
            case "qwen7b", "qwen1" -> "Qwen README, transformers";
            case "chatglm2", "chatglm6b" -> "ChatGLM READMEs";
            case "glm" -> "GLM-4 README, transformers";
            case "litgpt" -> "litgpt, torch max allocated";
            case "baichuan2", "accelerate" -> "weights after loading";
            case "exllama" -> "exllama, torch allocated";
            default -> "vLLM log, " + unit;
        };
    }

    private static String page(List<Row> rows) {
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        new TreeMap<>(rows.stream().collect(Collectors.groupingBy(Row::group))).forEach(groups::put);
        StringBuilder page = new StringBuilder("""
                # Predicted against measured: inference

                What the `inference` formulas say, against memory that others measured and published. No formula was
                fitted to these numbers. The counters differ: torch's allocator, nvidia-smi, logs of vLLM, or none
                named. Inputs that a source does not print, such as the length of a prompt, are left at what is
                nearest to its text. This page is written by `MeasuredInferenceTest`, which also fails when it is stale.

                | source | rows | mean absolute error | mean error | worst | missing term |
                | --- | ---: | ---: | ---: | ---: | --- |
                """);
        groups.forEach((name, group) -> page.append(summary(name, group)));
        page.append(summary("all", rows));
        groups.forEach((name, group) -> {
            page.append("\n## ").append(name).append("\n\n");
            page.append("| case | set-up | measured | predicted | error | missing beyond 5 % |\n")
                    .append("| --- | --- | ---: | ---: | ---: | --- |\n");
            group.forEach(row -> page.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s %s | %s | %+.1f %% | %s |%n",
                    row.id().replaceFirst("^meas-", ""),
                    row.setup(),
                    number(row.measured()),
                    row.unit(),
                    number(row.predicted()),
                    100 * row.error(),
                    Math.abs(row.error()) > SMALL ? row.missing() : "")));
        });
        return page.toString();
    }

    private static String summary(String name, List<Row> rows) {
        double absolute = rows.stream()
                .mapToDouble(row -> Math.abs(row.error()))
                .average()
                .orElseThrow();
        double mean = rows.stream().mapToDouble(Row::error).average().orElseThrow();
        Row worst = rows.stream()
                .reduce((a, b) -> Math.abs(a.error()) >= Math.abs(b.error()) ? a : b)
                .orElseThrow();
        List<String> missing = rows.stream()
                .map(Row::missing)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f %% | %+.1f %% | %+.1f %% | %s |%n",
                name,
                rows.size(),
                100 * absolute,
                100 * mean,
                100 * worst.error(),
                name.equals("all") ? "" : String.join("; ", missing));
    }

    private static String number(double value) {
        return value >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : String.format(Locale.ROOT, "%.2f", value);
    }
}
