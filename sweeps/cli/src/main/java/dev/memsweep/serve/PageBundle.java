package dev.memsweep.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page with all its files in one, for reading without a server. Each module becomes a function that returns what it
 * exports, the ones it imports before it.
 *
 * <p>It expects of the modules that an import is one line, {@code import { a, b } from "./x.js";}, and that an export is
 * said where a function, class or constant is declared.
 */
public final class PageBundle {
    private static final Pattern IMPORT = Pattern.compile("import \\{ ?(.*?) ?\\} from \"\\./([A-Za-z0-9_.-]+)\";\\s*");
    private static final Pattern EXPORT =
            Pattern.compile("export ((?:async )?(?:function\\*?|class|const|let) ([A-Za-z_$][A-Za-z0-9_$]*).*)");

    private static final String STYLE = "<link rel=\"stylesheet\" href=\"/page/style.css\">";
    private static final String CHARTS = "<script src=\"/page/vendor/echarts.min.js\" defer></script>";
    private static final String MAIN = "<script type=\"module\" src=\"/page/main.js\"></script>";

    /** What the one file may do: nothing leaves it. */
    private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            + "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:\">";

    private final PageFiles files;
    private final Map<String, String> modules = new LinkedHashMap<>();

    private PageBundle(PageFiles files) {
        this.files = files;
    }

    /**
     * The whole page as HTML.
     *
     * @param values what the page finds as {@code window.NAME}, as JSON by name
     * @throws IOException when a file of the page is missing
     */
    public static String html(Map<String, String> values) throws IOException {
        return new PageBundle(PageFiles.load()).page(values);
    }

    private String page(Map<String, String> values) throws IOException {
        add("main.js");
        StringBuilder script = new StringBuilder();
        script.append("<script>")
                .append(inScript(text("vendor/echarts.min.js")))
                .append("</script>\n<script>\n");
        values.forEach((name, json) -> script.append("window.")
                .append(name)
                .append(" = ")
                .append(inJson(json))
                .append(";\n"));
        script.append("</script>\n<script>\n\"use strict\";\nconst modules = {};\n");
        modules.values().forEach(module -> script.append(inScript(module)));
        script.append("</script>\n");
        String page = text("index.html");
        page = replaced(page, STYLE, POLICY + "\n<style>\n" + text("style.css") + "</style>");
        page = replaced(replaced(page, CHARTS, ""), MAIN, "");
        return replaced(page, "</body>", script + "</body>");
    }

    private static String replaced(String page, String part, String by) throws IOException {
        int at = page.lastIndexOf(part);
        if (at < 0) {
            throw new IOException("the page lacks " + part);
        }
        return page.substring(0, at) + by + page.substring(at + part.length());
    }

    /** Adds a module after those that it imports. */
    private void add(String name) throws IOException {
        if (modules.containsKey(name)) {
            return;
        }
        List<String> exported = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (String line : text(name).lines().toList()) {
            Matcher imported = IMPORT.matcher(line);
            Matcher export = EXPORT.matcher(line);
            if (imported.matches()) {
                add(imported.group(2));
                body.append("const { ").append(imported.group(1).replace(" as ", ": "));
                body.append(" } = modules[\"").append(imported.group(2)).append("\"];\n");
            } else if (export.matches()) {
                exported.add(export.group(2));
                body.append(export.group(1)).append('\n');
            } else if (line.startsWith("import ") || line.startsWith("export ")) {
                throw new IOException(name + ": cannot bundle the line '" + line + "'");
            } else {
                body.append(line).append('\n');
            }
        }
        modules.put(
                name,
                "modules[\"" + name + "\"] = (() => {\n" + body + "return { " + String.join(", ", exported)
                        + " };\n})();\n");
    }

    private String text(String name) throws IOException {
        PageFiles.PageFile file = files.at(name.equals("index.html") ? "/" : "/page/" + name);
        if (file == null) {
            throw new IOException("the file " + name + " of the page is missing");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            file.content().writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes can be written to", e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Code that does not end the element around it; a backslash before a slash says nothing more. */
    private static String inScript(String code) {
        return code.replace("</", "<\\/").replace("<!--", "<\\!--");
    }

    /** JSON in which no character means something to HTML. */
    private static String inJson(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }
}
