package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a doc comment says.
 *
 * @param text the description, lines joined
 * @param unit the {@code @unit}, or empty
 * @param sources each {@code @source}
 * @param conditions each {@code @when}: when the formula holds
 */
public record Doc(String text, String unit, List<String> sources, List<String> conditions) {
    private static final Pattern BEFORE_TAG = Pattern.compile("\\s+(?=@(?:unit|source|when)\\b)");

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
        StringBuilder text = new StringBuilder();
        StringBuilder unit = new StringBuilder();
        List<StringBuilder> sources = new ArrayList<>();
        List<StringBuilder> conditions = new ArrayList<>();
        StringBuilder current = text;
        for (String content : parts(token.text())) {
            String rest = content;
            if (content.startsWith("@")) {
                String tag = content.substring(1).split("\\s", 2)[0];
                rest = content.substring(1 + tag.length()).strip();
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
            if (!rest.isEmpty()) {
                current.append(current.isEmpty() ? "" : " ").append(rest);
            }
        }
        return new Doc(text.toString(), unit.toString(), strings(sources), strings(conditions));
    }

    /** The lines of a comment without their stars, cut before each tag. */
    private static List<String> parts(String comment) {
        return comment.lines()
                .map(Doc::withoutStar)
                .flatMap(BEFORE_TAG::splitAsStream)
                .toList();
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
