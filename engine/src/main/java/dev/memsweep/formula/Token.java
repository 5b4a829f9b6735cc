package dev.memsweep.formula;

/**
 * A word of the language.
 *
 * @param kind what it is
 * @param text its characters; of a text or doc comment, the content without delimiters
 * @param offset where it starts in the source
 * @param end where it ends
 */
record Token(Kind kind, String text, int offset, int end) {
    enum Kind {
        NUMBER,
        NAME,
        TEXT,
        SYMBOL,
        DOC,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
    }

    /** How an error message names this token. */
    String shown() {
        return switch (kind) {
            case END -> "end";
            case DOC -> "a doc comment";
            case TEXT -> "the text '" + text + "'";
            case NUMBER, NAME, SYMBOL -> "'" + text + "'";
        };
    }
}
