package dev.memsweep.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.memsweep.eval.Cancellation;
import dev.memsweep.formula.NearestName;
import dev.memsweep.serve.Api;
import dev.memsweep.serve.ApiRequest;
import dev.memsweep.serve.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs the commands that requests mean, in this process: no files, answers in memory. */
final class ServedCommands implements Api {
    private static final String SWEEP = "sweep";
    private static final String PARQUET = "parquet";
    private static final List<String> COMMANDS =
            List.of("estimate", "fit", "explain", "query", "describe", "list", "sql", SWEEP);
    private static final Set<String> FORMATS = Set.of("json", "columns", "csv");
    private static final Set<String> LIGHT = Set.of("server", "describe", "list");
    private static final int MOST_BYTES = 64 << 20;
    private static final String PROGRAM = "memsweep: ";

    private final Explorer explorer;

    ServedCommands(Explorer explorer) {
        this.explorer = explorer;
    }

    @Override
    public boolean isLight(ApiRequest request) {
        return LIGHT.contains(request.name())
                && request.value(RequestWords.SPEC).isEmpty();
    }

    @Override
    public Reply answer(ApiRequest request, Cancellation cancellation) {
        if (request.name().equals("server")) {
            return Reply.text(200, Reply.JSON, explorer.description());
        }
        if (!COMMANDS.contains(request.name())) {
            return error(
                    404, List.of("there is no /api/" + request.name() + NearestName.hint(request.name(), COMMANDS)));
        }
        try {
            return run(request, cancellation);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | IOException | OutOfMemoryError e) {
            Trouble trouble = Trouble.of(e);
            if (trouble.exitCode() == ExitCode.BUG) {
                throw e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
            }
            int status = trouble.exitCode() == ExitCode.LIMIT ? 422 : 400;
            return error(
                    status,
                    trouble.messages().stream().map(explorer::withoutFolders).toList());
        }
    }

    private Reply run(ApiRequest request, Cancellation cancellation) throws IOException {
        long start = System.nanoTime();
        RequestWords words = RequestWords.of(request);
        String name = request.name();
        boolean isText = words.has(Options.PRINT_SPEC) || name.equals("sql");
        String format = isText ? "" : request.value("format").orElse(name.equals(SWEEP) ? PARQUET : "json");
        check(name, format);
        Captured out = new Captured(MOST_BYTES);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Environment environment = explorer.environment();
        Console console = new Console(out, err, environment);
        Session session = new Session(
                console, environment, explorer.sources(), cancellation, Explorer.MOST_ROWS, explorer.threads(), null);
        if (name.equals(SWEEP) && !isText) {
            List<String> sweep =
                    words.of(SWEEP, "").subList(1, words.of(SWEEP, "").size());
            return GridDownload.ofSweep(
                    Arguments.split(sweep, new SweepCommand().options()), explorer.threads(), session);
        }
        boolean isFit = format.equals(PARQUET);
        RequestWords asked = isFit ? words.with(Options.PRINT_SPEC) : words;
        Memsweep.run(asked.of(name, isFit ? "" : format), session);
        session.console().flush();
        if (isFit) {
            return GridDownload.ofSpec(out.toString(StandardCharsets.UTF_8), explorer.threads(), session);
        }
        if (format.equals("csv")) {
            return new Reply(
                    200,
                    "text/csv; charset=utf-8",
                    Map.of("Content-Disposition", "attachment; filename=\"" + name + ".csv\""),
                    Reply.bytes(out.toByteArray()));
        }
        String head = "{\"command\":" + quoted(words.shown(name, explorer.files())) + ",\"seconds\":"
                + (System.nanoTime() - start) / 1e9 + ",\"notes\":[" + notes(err) + "],\"answer\":";
        byte @Nullable [] text =
                isText ? quoted(out.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8) : null;
        return new Reply(200, Reply.JSON, Map.of(), new Enveloped(head, text, out));
    }

    private static void check(String name, String format) {
        boolean isGrid = name.equals(SWEEP) || name.equals("fit");
        boolean isKnown = format.equals(PARQUET) ? isGrid : FORMATS.contains(format) && !name.equals(SWEEP);
        if (!isKnown && !format.isEmpty()) {
            String known = name.equals(SWEEP) ? PARQUET : "json, columns or csv, of sweep and fit parquet";
            throw new Failure(
                    ExitCode.USAGE, Options.FORMAT + ": is " + known + " for a request, found '" + format + "'");
        }
    }

    private static String notes(ByteArrayOutputStream err) {
        return err.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.startsWith(PROGRAM) ? line.substring(PROGRAM.length()) : line)
                .map(ServedCommands::quoted)
                .collect(Collectors.joining(","));
    }

    private static Reply error(int status, List<String> lines) {
        String listed = lines.stream().map(ServedCommands::quoted).collect(Collectors.joining(","));
        String message = quoted(String.join("\n", lines));
        return Reply.text(status, Reply.JSON, "{\"error\":{\"message\":" + message + ",\"lines\":[" + listed + "]}}\n");
    }

    static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    /** An answer in its envelope. */
    private static final class Enveloped implements Reply.Content {
        private final byte[] head;
        private final byte @Nullable [] text;
        private final Captured answer;

        Enveloped(String head, byte @Nullable [] text, Captured answer) {
            this.head = head.getBytes(StandardCharsets.UTF_8);
            this.text = text;
            this.answer = answer;
        }

        @Override
        public long length() {
            return 2L + head.length + (text == null ? answer.size() : text.length);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(head);
            if (text == null) {
                answer.writeTo(out);
            } else {
                out.write(text);
            }
            out.write("}\n".getBytes(StandardCharsets.UTF_8));
        }
    }
}
