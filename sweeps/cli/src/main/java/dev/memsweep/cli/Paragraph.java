package dev.memsweep.cli;

/** Breaks text into lines at spaces. */
final class Paragraph {
    private Paragraph() {}

    /**
     * The text in lines of at most {@code width} characters where its words allow it, each with a line break.
     *
     * @param first what the first line starts with
     * @param rest what the others start with
     */
    static String wrap(String text, String first, String rest, int width) {
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.strip().split("\\s+", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                wrapped.append(line).append('\n');
                line = new StringBuilder(rest);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        return wrapped.append(line.toString().stripTrailing()).append('\n').toString();
    }

    /** The text, every line indented by {@code indent}. */
    static String wrap(String text, String indent, int width) {
        return wrap(text, indent, indent, width);
    }
}
