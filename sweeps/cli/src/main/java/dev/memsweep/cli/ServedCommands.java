package dev.memsweep.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.memsweep.eval.Cancellation;
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
    private static final Set<String> COMMANDS =
            Set.of("estimate", "fit", "explain", "query", "describe", "list", "sql");
    private static final Set<String> FORMATS = Set.of("", "json", "columns", "csv");
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
            return error(404, List.of("there is no /api/" + request.name()));
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
        boolean isSpec =
                request.parameters().stream().anyMatch(given -> given.name().equals("print-spec"));
        boolean isText = isSpec || name.equals("sql");
        String format = isText ? "" : request.value("format").orElse("json");
        if (!FORMATS.contains(format)) {
            return error(
                    400, List.of("--format: a request is answered as json, columns or csv, not as '" + format + "'"));
        }
        Captured out = new Captured(MOST_BYTES);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Environment environment = explorer.environment();
        Session session =
                new Session(new Console(out, err, environment), environment, explorer.sources(), cancellation, null);
        Memsweep.run(words.of(name, format), session);
        session.console().flush();
        if (format.equals("csv")) {
            return download(out, "text/csv; charset=utf-8", name + ".csv");
        }
        String notes = err.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.startsWith(PROGRAM) ? line.substring(PROGRAM.length()) : line)
                .map(ServedCommands::quoted)
                .collect(Collectors.joining(","));
        double seconds = (System.nanoTime() - start) / 1e9;
        String head = "{\"command\":" + quoted(words.shown(name, explorer.files())) + ",\"seconds\":" + seconds
                + ",\"notes\":[" + notes + "],\"answer\":";
        byte @Nullable [] text =
                isText ? quoted(out.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8) : null;
        return new Reply(200, Reply.JSON, Map.of(), new Enveloped(head, text, out));
    }

    private static Reply download(Captured out, String type, String file) {
        return new Reply(
                200,
                type,
                Map.of("Content-Disposition", "attachment; filename=\"" + file + "\""),
                Reply.bytes(out.toByteArray()));
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
            return head.length + (text == null ? answer.size() : text.length) + 2;
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
