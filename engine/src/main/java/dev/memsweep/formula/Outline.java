package dev.memsweep.formula;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A formula file as it is read from top to bottom: its introduction, its headings, and what is declared under each.
 *
 * <p>The first {@code #} comment of a file, set off by an empty line, is its introduction; every later one that stands
 * between empty lines is a heading.
 *
 * @param name the file's name or path
 * @param introduction the first comment, line breaks kept; may be empty
 * @param includes names of the files that it includes
 * @param sections in the order written; what stands before the first heading is in one without heading
 */
public record Outline(String name, String introduction, List<String> includes, List<Section> sections) {
    private static final Pattern EMPTY_LINE = Pattern.compile("\\n[ \\t\\r]*\\n");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=\\.)\\s+");

    /** Copies the lists. */
    public Outline {
        includes = List.copyOf(includes);
        sections = List.copyOf(sections);
    }

    /**
     * A heading with what follows it.
     *
     * @param heading first sentence of the comment, without its full stop; may be empty
     * @param text the rest of the comment; may be empty
     * @param entries what is declared, in the order written
     */
    public record Section(String heading, String text, List<Entry> entries) {
        /** Copies the list. */
        public Section {
            entries = List.copyOf(entries);
        }
    }

    /** What an entry declares. */
    public enum Kind {
        /** A table whose rows come from a catalog. */
        TABLE,
        /** A table whose rows are written with it. */
        CHOICE,
        /** A parameter. */
        PARAMETER,
        /** A function. */
        FUNCTION,
        /** A formula. */
        FORMULA
    }

    /**
     * A declaration.
     *
     * @param kind what it declares
     * @param name its name
     * @param doc its comment
     * @param text the declaration as written from its name on, without comment and keyword
     * @param labels the labels of a choice with their comments, in the order written
     */
    public record Entry(Kind kind, String name, Doc doc, String text, Map<String, Doc> labels) {
        /** Copies the map. */
        public Entry {
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        }
    }

    /**
     * The outline of a file.
     *
     * @throws InputException when it does not parse
     */
    static Outline of(Source source) {
        String introduction = "";
        List<String> includes = new ArrayList<>();
        List<Section> sections = new ArrayList<>();
        Section section = new Section("", "", List.of());
        List<Entry> entries = new ArrayList<>();
        int end = 0;
        for (DeclarationParser.Written written : DeclarationParser.parseWritten(source)) {
            List<String> comments = comments(source.text().substring(end, written.from()), end == 0);
            for (String comment : comments) {
                if (end == 0 && introduction.isEmpty()) {
                    introduction = comment;
                } else {
                    addUnlessEmpty(sections, section, entries);
                    section = headed(comment);
                    entries = new ArrayList<>();
                }
            }
            end = written.to();
            Declaration declaration = written.declaration();
            if (declaration instanceof Declaration.Include include) {
                includes.add(include.name().text());
            } else {
                int from = declaration.name().offset();
                entries.add(entry(declaration, source.text().substring(from, end)));
            }
        }
        addUnlessEmpty(sections, section, entries);
        return new Outline(source.name(), introduction, includes, sections);
    }

    private static void addUnlessEmpty(List<Section> sections, Section section, List<Entry> entries) {
        if (!section.heading().isEmpty() || !entries.isEmpty()) {
            sections.add(new Section(section.heading(), section.text(), entries));
        }
    }

    private static Section headed(String comment) {
        String[] parts = SENTENCE_END.split(comment.replaceAll("\\s+", " "), 2);
        String heading = parts[0].endsWith(".") ? parts[0].substring(0, parts[0].length() - 1) : parts[0];
        return new Section(heading, parts.length > 1 ? parts[1] : "", List.of());
    }

    /** The comments of {@code gap} that stand between empty lines, without their {@code #}. */
    private static List<String> comments(String gap, boolean atStart) {
        // What precedes the first empty line goes with the declaration before, what follows the last with the next.
        String[] blocks = EMPTY_LINE.split(gap, -1);
        List<String> comments = new ArrayList<>();
        for (int i = atStart ? 0 : 1; i < blocks.length - 1; i++) {
            String comment = blocks[i]
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ?", "").stripTrailing())
                    .collect(Collectors.joining("\n"))
                    .strip();
            if (comment.chars().anyMatch(Character::isLetter)) {
                comments.add(comment);
            }
        }
        return comments;
    }

    private static Entry entry(Declaration declaration, String text) {
        String name = declaration.name().text();
        if (declaration instanceof Declaration.TableDecl table) {
            List<Declaration.RowDecl> rows = table.rows();
            Map<String, Doc> labels = new LinkedHashMap<>();
            if (rows != null) {
                rows.forEach(row -> labels.put(row.label().text(), row.doc()));
            }
            return new Entry(rows == null ? Kind.TABLE : Kind.CHOICE, name, table.doc(), text, labels);
        }
        if (declaration instanceof Declaration.ParamDecl param) {
            return new Entry(Kind.PARAMETER, name, param.doc(), text, Map.of());
        }
        if (declaration instanceof Declaration.DefDecl def) {
            return new Entry(Kind.FUNCTION, name, def.doc(), text, Map.of());
        }
        if (declaration instanceof Declaration.FormulaDecl formula) {
            return new Entry(Kind.FORMULA, name, formula.doc(), text, Map.of());
        }
        throw new IllegalArgumentException("no entry: " + declaration);
    }
}
