package dev.memsweep.bench.track;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What figures depend on besides the code; nothing of it names the machine.
 *
 * @param cpu model, with the numbers of family, model and stepping where the system tells them
 * @param cores processors that Java may use
 * @param memoryGib memory in whole GiB
 * @param system operating system and architecture
 * @param jdk version and vendor of Java
 * @param jdkFeature feature version of Java, such as 17
 */
public record Machine(String cpu, int cores, long memoryGib, String system, String jdk, int jdkFeature) {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final double KIB_OF_GIB = 1 << 20;

    /** The machine and the Java that run this. */
    public static Machine current() {
        Map<String, String> cpu = fields(CPU);
        String model = cpu.getOrDefault("model name", System.getProperty("os.arch"));
        if (cpu.containsKey("cpu family")) {
            model += " " + cpu.get("cpu family") + "-" + cpu.get("model") + "-" + cpu.get("stepping");
        }
        String memory = fields(MEMORY).getOrDefault("MemTotal", "0").replaceAll("\\D", "");
        return new Machine(
                model,
                Runtime.getRuntime().availableProcessors(),
                Math.round(Long.parseLong(memory) / KIB_OF_GIB),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.version() + " " + System.getProperty("java.vendor"),
                Runtime.version().feature());
    }

    /** The first value of each field of a file of lines {@code name: value}; nothing where there is no such file. */
    private static Map<String, String> fields(Path file) {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.putIfAbsent(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return fields;
    }

    /** Names what figures may be compared within: the processor, its cores and the Java version. */
    String fingerprint() {
        String text = cpu + " " + cores + " cores jdk " + jdkFeature;
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** Programs that wait for a processor, averaged over a minute; 0 where the system does not tell. */
    public static double load() {
        return Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    void writeTo(ObjectNode node) {
        node.put("fingerprint", fingerprint());
        node.put("cpu", cpu);
        node.put("cores", cores);
        node.put("memoryGib", memoryGib);
        node.put("system", system);
        node.put("jdk", jdk);
    }

    /** One line for people. */
    public String line() {
        ObjectNode node = new ObjectMapper().createObjectNode();
        writeTo(node);
        return line(node);
    }

    /** One line for people, from what {@link #writeTo} wrote. */
    static String line(JsonNode node) {
        return String.join(
                ", ",
                List.of(
                        node.path("cpu").asText(),
                        node.path("cores").asInt() + " cores",
                        node.path("memoryGib").asLong() + " GiB",
                        node.path("system").asText(),
                        "Java " + node.path("jdk").asText()));
    }
}
