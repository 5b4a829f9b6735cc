package dev.memsweep.cli;

import dev.memsweep.eval.Cancellation;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.NearestName;
import dev.memsweep.serve.Limits;
import dev.memsweep.serve.PageBundle;
import dev.memsweep.serve.Reply;
import dev.memsweep.spec.Sweep;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code report}: the explorer's first pictures of a spec in one file, for mail and wikis. */
final class ReportCommand implements Command {
    private static final String OUTPUT = "--output";
    private static final String VIEWS = "--views";
    private static final String SUFFIX = ".html";

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String summary() {
        return "Write the explorer's pictures of a spec into one HTML file that needs no server.";
    }

    @Override
    public CommandSpec options() {
        CommandSpec spec = Options.command(
                this,
                "SPEC.yaml [-o FILE.html] [OPTION]...",
                "memsweep report sweeps/specs/training-grid.yaml",
                "memsweep report sweep.yaml -o report.html --views map,frontier --force");
        spec.addPositional(Options.words("SPEC.yaml", "The sweep spec.", "1"));
        spec.addOption(Options.value("FILE", "The file to write (default: NAME.html here).", "-o", OUTPUT));
        spec.addOption(Options.value(
                "A,B,...", "Which views (default: all of " + String.join(",", ReportRequests.VIEWS) + ").", VIEWS));
        spec.addOption(Options.flag("Replace an existing file.", SweepCommand.FORCE));
        spec.addOption(Options.value("N", "Threads (default: one a processor).", SweepCommand.THREADS));
        return spec;
    }

    @Override
    public ExitCode run(Arguments arguments, Session session) throws IOException {
        Flags flags = Flags.parse(arguments, options());
        Set<String> views = views(flags.value(VIEWS).orElse(String.join(",", ReportRequests.VIEWS)));
        int threads = SweepCommand.threads(flags, session);
        Limits unlimited = new Limits(Duration.ofDays(1), 1, 1, Long.MAX_VALUE);
        Explorer explorer = new Explorer(flags.words(), threads, unlimited, session);
        Map.Entry<String, Sweep> spec = explorer.sweeps().entrySet().iterator().next();
        ReportRequests requests = new ReportRequests(spec.getKey(), spec.getValue());
        if (!requests.hasPictures()) {
            throw new Failure(
                    ExitCode.USAGE, flags.words().get(0) + ": a report needs a column of bytes and two axes to show");
        }
        Path file = session.path(flags.value(OUTPUT).orElse(spec.getKey() + SUFFIX));
        if (!flags.has(SweepCommand.FORCE) && Files.exists(file)) {
            throw new Failure(
                    ExitCode.USAGE,
                    file + ": already exists; add " + SweepCommand.FORCE + " to replace it, or choose another with -o");
        }
        String page = page(explorer, spec.getKey(), views, requests.of(views));
        write(file, page.getBytes(StandardCharsets.UTF_8));
        session.console().note("wrote " + file);
        return ExitCode.DONE;
    }

    private static Set<String> views(String written) {
        Set<String> views = new LinkedHashSet<>();
        for (String view : written.split(",", -1)) {
            if (!ReportRequests.VIEWS.contains(view.strip())) {
                throw new InputException(
                        Location.of(VIEWS),
                        "unknown view '" + view.strip() + "'" + NearestName.hint(view.strip(), ReportRequests.VIEWS));
            }
            views.add(view.strip());
        }
        return views;
    }

    private static String page(Explorer explorer, String name, Set<String> views, List<String> requests)
            throws IOException {
        ServedCommands api = new ServedCommands(explorer);
        List<String> answers = new ArrayList<>();
        for (String request : requests) {
            answers.add(ServedCommands.quoted(request) + ":" + answer(api, request));
        }
        String shown = views.stream()
                .map(view -> ServedCommands.quoted("?view=" + view + "&spec=" + ReportRequests.encoded(name)))
                .collect(Collectors.joining(","));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("memsweepRecorded", "{" + String.join(",\n", answers) + "}");
        values.put(
                "memsweepReport",
                "{\"title\":" + ServedCommands.quoted(name) + ",\"views\":[" + shown + "],\"version\":"
                        + ServedCommands.quoted(Version.of(Memsweep.class)) + ",\"specs\":" + explorer.specs() + "}");
        return PageBundle.html(values);
    }

    private static String answer(ServedCommands api, String request) throws IOException {
        Reply reply = api.answer(ReportRequests.parsed(request), new Cancellation());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Reply.Content content = reply.content()) {
            content.writeTo(bytes);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        if (reply.status() != 200) {
            String reason = JsonTree.parse(text).get("error").get("message").text();
            throw new Failure(ExitCode.USAGE, "the page asks '" + request.replaceFirst("^/api/", "") + "': " + reason);
        }
        return text.strip();
    }

    /** Writes the file beside its name, then gives it that name. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".inprogress");
        try {
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw new Failure(ExitCode.FILES, file + ": cannot write the report: " + FileReason.of(e), e);
        }
    }
}
