package dev.memsweep.cli;

import dev.memsweep.formula.Expressions;
import dev.memsweep.formula.Formula;
import dev.memsweep.formula.Type;
import dev.memsweep.formula.Value;
import dev.memsweep.grid.Axis;
import dev.memsweep.serve.ApiRequest;
import dev.memsweep.spec.Sweep;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the page asks for the first picture of each view of a spec. It says the same as the views of the page do; a test that
 * opens a report in a browser finds a request that is missing here.
 */
final class ReportRequests {
    static final String API = "/api/";

    /** The views that a report may have. */
    static final List<String> VIEWS = List.of("map", "breakdown", "frontier", "parallel");

    private static final int FEW = 16;
    private static final long LARGE = 20_000_000;
    private static final List<String> ALONG = List.of("seq_len", "seq", "context");
    private static final List<String> UP = List.of("micro_batch", "sequences");
    private static final List<String> MOST = List.of("micro_batch", "sequences", "seq_len");

    private final String name;
    private final Sweep sweep;
    private final List<Axis.Values> axes;
    private final List<String> outputs;
    private final String total;

    /** The requests for the spec {@code name}. */
    ReportRequests(String name, Sweep sweep) {
        this.name = name;
        this.sweep = sweep;
        this.axes = sweep.grid().axes().stream()
                .flatMap(axis -> axis.columns().stream())
                .toList();
        List<String> moving = axes.stream().map(Axis.Values::parameter).toList();
        this.outputs = sweep.columns().stream()
                .filter(column -> !moving.contains(column))
                .toList();
        List<String> bytes = bytes();
        this.total = bytes.contains("total_bytes") || bytes.isEmpty() ? "total_bytes" : bytes.get(bytes.size() - 1);
    }

    /** Whether the spec has what the views show: a column of bytes, and axes. */
    boolean hasPictures() {
        return bytes().contains(total) && able().size() > 1;
    }

    /** The requests of some views, each the target of a GET below {@link #API}. */
    List<String> of(Set<String> views) {
        Set<String> requests = new LinkedHashSet<>();
        requests.add(API + "describe?spec=" + encoded(name));
        requests.add(API + "list?word=devices&formulas=training");
        String x = along();
        if (views.contains("map")) {
            String y = up(x);
            requests.add(query(List.of(x, y), "rows=65536", List.of(x, y, total)));
        }
        if (views.contains("breakdown")) {
            List<String> columns = new ArrayList<>(List.of(x));
            columns.addAll(components());
            columns.add(total);
            requests.add(query(List.of(x), "rows=4096", columns));
        }
        if (views.contains("frontier")) {
            // Of a large grid the page lets some axes run or all of them, as the reader likes.
            for (boolean held : new boolean[] {true, false}) {
                List<String> free = frontierAxes(held);
                Set<String> columns = new LinkedHashSet<>(free);
                columns.add(total);
                columns.add(second().replace("+desc", ""));
                requests.add(query(free, "frontier=" + total + "," + second(), List.copyOf(columns)));
                requests.add(query(free, "sample=2000", List.copyOf(columns)));
            }
        }
        if (views.contains("parallel")) {
            List<String> all = axes.stream().map(Axis.Values::parameter).toList();
            List<String> columns = new ArrayList<>(all);
            columns.add(total);
            outputs.stream()
                    .filter(column -> column.startsWith("fits") && kind(column) == Type.Kind.BOOL)
                    .findFirst()
                    .ifPresent(columns::add);
            requests.add(query(all, "sample=1000", columns));
        }
        return List.copyOf(requests);
    }

    private String query(List<String> free, String question, List<String> columns) {
        StringBuilder request = new StringBuilder(API + "query?spec=" + encoded(name));
        for (Axis.Values axis : axes) {
            if (!free.contains(axis.parameter())) {
                request.append('&').append(axis.parameter().replace('_', '-')).append('=');
                request.append(encoded(first(axis).toString()));
            }
        }
        return request + "&" + question + "&columns="
                + String.join(",", columns.stream().distinct().toList()) + "&format=columns";
    }

    /** A text as a part of a URL's query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The request that the target of a GET means. */
    static ApiRequest parsed(String target) {
        String[] parts = target.substring(API.length()).split("\\?", 2);
        return ApiRequest.of(parts[0], parts[1]);
    }

    private List<String> bytes() {
        return outputs.stream()
                .filter(column -> EstimateCommand.unit(sweep.formulas(), column).equals(Quantity.BYTES))
                .toList();
    }

    /** The bytes that the total is the sum of: what its formula reads if those are columns, else those before it. */
    private List<String> components() {
        List<String> bytes = bytes();
        Formula formula = sweep.formulas().formulas().get(total);
        if (formula != null) {
            Set<String> used = new TreeSet<>(Expressions.names(formula.expr()));
            List<String> read = Expressions.names(formula.expr()).stream()
                    .filter(bytes::contains)
                    .toList();
            if (read.size() > 1 && read.size() == used.size()) {
                return read;
            }
        }
        return bytes.subList(0, Math.max(0, bytes.indexOf(total)));
    }

    private static boolean isNumber(Value value) {
        return value instanceof Value.Int || value instanceof Value.Real;
    }

    private static boolean isNumbers(Axis.Values axis) {
        return isNumber(axis.values().get(0));
    }

    /** The value at which a first picture stands: the middle one of a few numbers, else the first. */
    private static Value first(Axis.Values axis) {
        boolean middle = axis.values().size() <= FEW && isNumbers(axis);
        return axis.values().get(middle ? axis.values().size() / 2 : 0);
    }

    private List<String> able() {
        return axes.stream()
                .filter(axis -> axis.values().size() > 1)
                .map(Axis.Values::parameter)
                .toList();
    }

    private String along() {
        List<String> able = able();
        return ALONG.stream().filter(able::contains).findFirst().orElse(able.get(able.size() - 1));
    }

    private String up(String x) {
        List<String> others = able().stream().filter(axis -> !axis.equals(x)).toList();
        return UP.stream().filter(others::contains).findFirst().orElse(others.get(others.size() - 1));
    }

    private List<String> frontierAxes(boolean held) {
        boolean large = held && sweep.grid().exactRows().doubleValue() > LARGE;
        return axes.stream()
                .filter(axis -> !large || isNumbers(axis))
                .map(Axis.Values::parameter)
                .toList();
    }

    private Type.Kind kind(String column) {
        Formula formula = sweep.formulas().formulas().get(column);
        return formula != null
                ? formula.type().kind()
                : Objects.requireNonNull(sweep.formulas().parameters().get(column))
                        .type()
                        .kind();
    }

    /** The second objective: the most of a usual axis, else the least of something else. */
    private String second() {
        List<String> numbers = new ArrayList<>();
        for (String output : outputs) {
            if (kind(output) == Type.Kind.INT || kind(output) == Type.Kind.REAL) {
                numbers.add(output);
            }
        }
        axes.stream()
                .filter(axis -> isNumbers(axis) && axis.values().size() > 1)
                .forEach(axis -> numbers.add(axis.parameter()));
        return MOST.stream()
                .filter(numbers::contains)
                .map(axis -> axis + "+desc")
                .findFirst()
                .orElseGet(() -> numbers.get(0).equals(total) ? total + "+desc" : numbers.get(0));
    }
}
