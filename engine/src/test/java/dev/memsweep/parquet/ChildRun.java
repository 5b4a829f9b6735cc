package dev.memsweep.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A run in a process of its own: writes a row group, says what happened in one line, and waits to be killed. */
final class ChildRun {
    private ChildRun() {}

    public static void main(String[] arguments) throws IOException {
        if (Boolean.getBoolean("memsweep.test.directory")) {
            writeDirectory(arguments[0]);
            return;
        }
        HandMadeGrid grid = new HandMadeGrid(80, 64, 2, 64, 1);
        try (ParquetSink sink = ParquetSink.open(
                OutputTarget.local(Path.of(arguments[0]), true), grid.columns(), ParquetOptions.DEFAULT)) {
            grid.writeTo(sink, 1, 1);
            report("writing");
            int end = System.in.read();
            assert end < 0;
        } catch (OutputException e) {
            report(String.valueOf(e.getMessage()));
        }
    }

    private static void writeDirectory(String location) throws IOException {
        try (DatasetTarget target = DatasetTarget.at(location, true)) {
            target.open();
            new Dataset(target).writePart("kind=c", false);
            report("writing");
            int end = System.in.read();
            assert end < 0;
        } catch (OutputException e) {
            report(String.valueOf(e.getMessage()));
        }
    }

    private static void report(String line) throws IOException {
        System.out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    static Process start(Path file, String... options) throws IOException {
        return start(ChildRun.class, List.of(options), file.toString());
    }

    /** Starts a process that runs the main method of a test's class. */
    static Process start(Class<?> main, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    static String firstLine(Process process) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = process.getInputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
