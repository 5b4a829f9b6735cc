package dev.memsweep.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The files of the page, read once: a request names one of them, never a path. */
final class PageFiles {
    private static final String FOLDER = "page/";
    private static final String INDEX = "index.html";
    private static final int TAG_LENGTH = 32;

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", Reply.JSON,
            "txt", Reply.TEXT,
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2");

    /** Files that compression does not make shorter. */
    private static final Set<String> COMPRESSED = Set.of("png", "woff2");

    /**
     * A file.
     *
     * @param type content type
     * @param tag entity tag of the plain bytes, quoted
     * @param content its bytes
     * @param zipped the same compressed; null where that is no shorter
     */
    record PageFile(String type, String tag, Reply.Content content, Reply.@Nullable Content zipped) {}

    private final Map<String, PageFile> files = new TreeMap<>();

    private PageFiles() {}

    /** Reads the files of the page from the class path. */
    static PageFiles load() throws IOException {
        PageFiles page = new PageFiles();
        for (String name : names()) {
            try (InputStream stream = PageFiles.class.getResourceAsStream(FOLDER + name)) {
                if (stream == null) {
                    throw new IOException("the file " + name + " of the page is missing");
                }
                page.files.put(name, file(name, stream.readAllBytes()));
            }
        }
        return page;
    }

    private static Set<String> names() throws IOException {
        URL index = PageFiles.class.getResource(FOLDER + INDEX);
        if (index == null) {
            throw new IOException("the page is missing");
        }
        URLConnection connection = index.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String prefix = jar.getEntryName().substring(0, jar.getEntryName().length() - INDEX.length());
            Set<String> names = new TreeSet<>();
            jar.getJarFile().stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(prefix))
                    .forEach(entry -> names.add(entry.getName().substring(prefix.length())));
            return names;
        }
        Path folder = Path.of(URI.create(index.toString())).resolveSibling("");
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
            return new TreeSet<>(names);
        }
    }

    private static PageFile file(String name, byte[] bytes) throws IOException {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        String type = TYPES.getOrDefault(ending, "application/octet-stream");
        byte[] zipped = COMPRESSED.contains(ending) ? bytes : zipped(bytes);
        return new PageFile(
                type, tag(bytes), Reply.bytes(bytes), zipped.length < bytes.length ? Reply.bytes(zipped) : null);
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + HexFormat.of().formatHex(digest).substring(0, TAG_LENGTH) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The file of a request path, {@code /} for the page itself; null where there is none. */
    @Nullable
    PageFile at(String path) {
        if (path.equals("/")) {
            return files.get(INDEX);
        }
        String prefix = "/" + FOLDER;
        return path.startsWith(prefix) ? files.get(path.substring(prefix.length())) : null;
    }

    /** The reply with a file, or that the one which the client has is still the same. */
    static Reply reply(PageFile file, @Nullable String knownTags, boolean acceptsZip) {
        Map<String, String> headers =
                Map.of("ETag", file.tag(), "Cache-Control", "no-cache", "Vary", "Accept-Encoding");
        if (knownTags != null
                && (knownTags.contains(file.tag()) || knownTags.strip().equals("*"))) {
            return new Reply(304, file.type(), headers, Reply.bytes(new byte[0]));
        }
        Reply.Content zipped = file.zipped();
        return acceptsZip && zipped != null
                ? new Reply(200, file.type(), headers, zipped).with("Content-Encoding", "gzip")
                : new Reply(200, file.type(), headers, file.content());
    }
}
