package dev.memsweep.bench.track;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as one page that needs nothing else: its charts are drawn by a library that is put into it. */
final class ReportPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot";

    private ReportPage() {}

    /** The text of the page. */
    static String of(List<Run> runs, List<Judgement> judgements, List<Scaling> scalings) {
        return resource("/report/page.html")
                .replace("/* chart style */", resource(CHARTS + ".min.css"))
                .replace("/* style */", resource("/report/page.css"))
                .replace("/* charts */", resource(CHARTS + ".iife.min.js"))
                .replace("/* script */", resource("/report/page.js"))
                .replace("/* data */null", data(runs, judgements, scalings));
    }

    private static String data(List<Run> runs, List<Judgement> judgements, List<Scaling> scalings) {
        ObjectNode data = JSON.createObjectNode();
        data.put("machine", Machine.line(runs.get(runs.size() - 1).metadata()));
        ArrayNode runNodes = data.putArray("runs");
        for (Run run : runs) {
            ObjectNode node = runNodes.addObject();
            node.put("commit", run.shortCommit());
            node.put("subject", run.subject());
            node.put("date", run.date());
            node.set("load", run.metadata().path("load"));
        }
        ArrayNode benchmarks = data.putArray("benchmarks");
        judgements.forEach(judgement -> write(judgement, runs, benchmarks.addObject()));
        ArrayNode series = data.putArray("scalings");
        scalings.forEach(scaling -> scaling.writeTo(series.addObject()));
        try {
            // a text may hold the end of a script
            return JSON.writeValueAsString(data).replace("</", "<\\/");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the data came from JSON", e);
        }
    }

    private static void write(Judgement judgement, List<Run> runs, ObjectNode node) {
        node.put("name", judgement.name());
        node.put("time", judgement.result().timeText());
        double rows = judgement.result().rowsPerOperation();
        node.put("rowsPerSecond", rows > 1 ? judgement.result().rowsPerSecond() : 0);
        Comparison comparison = judgement.comparison();
        node.put("ratio", comparison == null ? "" : Comparison.text(comparison.ratio()));
        node.put("changed", comparison != null && comparison.changed());
        ArrayNode reasons = node.putArray("reasons");
        judgement.reasons().forEach(reasons::add);
        ArrayNode points = node.putArray("points");
        for (Trend.Point point : judgement.trend().points()) {
            ObjectNode pointNode = points.addObject();
            pointNode.put("run", runs.indexOf(point.run()));
            pointNode.put("chain", point.chain());
            pointNode.put("level", Math.exp(point.level()));
            SignedRanks ratio = ratio(point.measurement());
            pointNode.put(
                    "low",
                    ratio == null ? Math.exp(point.level()) : Math.exp(point.level()) * ratio.low() / ratio.estimate());
            pointNode.put(
                    "high",
                    ratio == null
                            ? Math.exp(point.level())
                            : Math.exp(point.level()) * ratio.high() / ratio.estimate());
            JmhResult result = point.measurement().result();
            pointNode.put("seconds", result.seconds());
            pointNode.put("bytes", Comparison.median(result.allocations()) / result.rowsPerOperation());
        }
    }

    private static @Nullable SignedRanks ratio(Measurement measurement) {
        return measurement.base().isPresent() ? measurement.comparison().ratio() : null;
    }

    private static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the benchmark jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }
}
