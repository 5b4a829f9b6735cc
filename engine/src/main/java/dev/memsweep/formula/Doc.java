package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.List;

/**
 * What a doc comment says.
 *
 * @param text the description, lines joined
 * @param unit the {@code @unit}, or empty
 * @param sources each {@code @source}
 * @param conditions each {@code @when}: when the formula holds
 */
public record Doc(String text, String unit, List<String> sources, List<String> conditions) {
    /** No comment. */
    public static final Doc NONE = new Doc("", "", List.of(), List.of());

    /** Copies the lists. */
    public Doc {
        sources = List.copyOf(sources);
        conditions = List.copyOf(conditions);
    }

    /** The first sentence of the text. */
    public String summary() {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    static Doc parse(Token token, Source source) {
        String tag = "";
        StringBuilder text = new StringBuilder();
        StringBuilder unit = new StringBuilder();
        List<StringBuilder> sources = new ArrayList<>();
        List<StringBuilder> conditions = new ArrayList<>();
        StringBuilder current = text;
        for (String line : token.text().lines().toList()) {
            String content = withoutStar(line);
            if (content.startsWith("@")) {
                tag = content.substring(1).split("\\s", 2)[0];
                content = content.substring(1 + tag.length()).strip();
                current = switch (tag) {
                    case "unit" -> unit;
                    case "source" -> added(sources);
                    case "when" -> added(conditions);
                    default ->
                        throw new InputException(source.problem(
                                source.text().indexOf("@" + tag, token.offset()),
                                tag.length() + 1,
                                "unknown tag '@" + tag + "'; known: @unit, @source, @when"));
                };
            }
            if (!content.isEmpty()) {
                current.append(current.isEmpty() ? "" : " ").append(content);
            }
        }
        return new Doc(text.toString(), unit.toString(), strings(sources), strings(conditions));
    }

    private static StringBuilder added(List<StringBuilder> list) {
        StringBuilder builder = new StringBuilder();
        list.add(builder);
        return builder;
    }

    private static List<String> strings(List<StringBuilder> builders) {
        return builders.stream().map(StringBuilder::toString).toList();
    }

    private static String withoutStar(String line) {
        String content = line.strip();
        return content.startsWith("*") ? content.substring(1).strip() : content;
    }
}
