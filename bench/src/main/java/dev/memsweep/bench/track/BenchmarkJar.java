package dev.memsweep.bench.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;

/**
 * A jar of benchmarks, run by JMH in a process of its own, with the Java that runs this.
 *
 * @param jar the file
 */
record BenchmarkJar(Path jar) implements Forks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAIN = "org.openjdk.jmh.Main";

    @Override
    public Set<String> benchmarks() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (String line : run(List.of("-l")).lines().toList()) {
            if (line.startsWith("dev.")) {
                names.add(line.strip());
            }
        }
        return names;
    }

    @Override
    public List<JmhResult> fork(String pattern) throws IOException, InterruptedException {
        return fork(pattern, Map.of());
    }

    @Override
    public JmhResult fork(JmhResult like) throws IOException, InterruptedException {
        return fork("^" + like.benchmark().replace(".", "\\.") + "$", like.params())
                .get(0);
    }

    private List<JmhResult> fork(String pattern, Map<String, String> params) throws IOException, InterruptedException {
        Path file = Files.createTempFile("jmh", ".json");
        try {
            List<String> words = new ArrayList<>(List.of(pattern, "-f", "1", "-foe", "true", "-prof", "gc"));
            if (hasCpuProfiler()) {
                words.addAll(List.of("-prof", CpuProfiler.class.getName()));
            }
            words.addAll(List.of("-v", "SILENT", "-rf", "json", "-rff", file.toString()));
            params.forEach((name, value) -> words.addAll(List.of("-p", name + "=" + value)));
            run(words);
            List<JmhResult> results = new ArrayList<>();
            for (JsonNode node : JSON.readTree(Files.readString(file))) {
                results.add(new JmhResult((ObjectNode) node));
            }
            return results;
        } finally {
            Files.delete(file);
        }
    }

    /** Older builds lack it. */
    private boolean hasCpuProfiler() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(CpuProfiler.class.getName().replace('.', '/') + ".class") != null;
        }
    }

    /** Returns what JMH prints; its errors are passed on. */
    private String run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            // zstd loads native code; a warning in every fork would drown errors
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        // what another run of JMH does to times, it does to both builds
        command.add("-Djmh.ignoreLock=true");
        command.addAll(List.of("-cp", jar.toString(), MAIN));
        command.addAll(words);
        Path output = Files.createTempFile("jmh", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int code;
            try {
                code = process.waitFor();
            } finally {
                process.destroy();
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            if (code != 0) {
                throw new IOException("benchmarks failed: " + String.join(" ", words) + "\n" + text);
            }
            return text;
        } finally {
            Files.delete(output);
        }
    }
}
