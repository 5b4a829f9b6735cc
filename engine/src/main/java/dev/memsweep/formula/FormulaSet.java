package dev.memsweep.formula;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tables, parameters and formulas that belong together: the memory model as data.
 *
 * <p>Immutable. Every reading starts from the {@link Expr}s in here.
 */
public final class FormulaSet {
    private final Map<String, TableSchema> tables;
    private final Map<String, Parameter> parameters;
    private final Map<String, Formula> formulas;
    private final Map<String, Declaration.DefDecl> functions;
    private final Map<String, Source> functionSources;
    private final List<Source> sources;

    FormulaSet(
            Map<String, TableSchema> tables,
            Map<String, Parameter> parameters,
            Map<String, Formula> formulas,
            Map<String, Declaration.DefDecl> functions,
            Map<String, Source> functionSources,
            List<Source> sources) {
        this.tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.formulas = Collections.unmodifiableMap(new LinkedHashMap<>(formulas));
        this.functions = Map.copyOf(functions);
        this.functionSources = Map.copyOf(functionSources);
        this.sources = List.copyOf(sources);
    }

    /**
     * Parses and checks the named sets and what they include, as one set.
     *
     * @throws InputException with every mistake found
     */
    public static FormulaSet load(List<String> names, FormulaLibrary library, Location from) {
        List<Source> sources = new ArrayList<>();
        List<List<Declaration>> files = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        for (String name : names) {
            load(library.find(name, from), from, library, seen, sources, files);
        }
        return new Resolver(sources, files).resolve();
    }

    private static void load(
            Source source,
            Location from,
            FormulaLibrary library,
            Map<String, String> seen,
            List<Source> sources,
            List<List<Declaration>> files) {
        String other = seen.putIfAbsent(fileName(source), source.name());
        if (source.name().equals(other)) {
            return;
        }
        if (other != null) {
            throw new InputException(
                    from,
                    "'" + source.name() + "' and '" + other
                            + "' have one file name, by which a sweep knows its formulas; rename one of them");
        }
        List<Declaration> declarations = DeclarationParser.parseFile(source);
        for (Declaration declaration : declarations) {
            if (declaration instanceof Declaration.Include include) {
                Token name = include.name();
                Location place = source.at(name.offset());
                load(library.find(name.text(), place), place, library, seen, sources, files);
            }
        }
        sources.add(source);
        files.add(declarations);
    }

    /**
     * This set with more formulas; one that bears a parameter's name gives that parameter its value.
     *
     * @throws InputException with every mistake found
     */
    public FormulaSet with(List<Definition> definitions) {
        return definitions.isEmpty() ? this : new Resolver(this).define(definitions);
    }

    /**
     * An expression over the names of this set.
     *
     * @throws InputException when it does not parse or its types do not fit
     */
    public Expr expression(Source source) {
        return new Resolver(this).expression(source);
    }

    /**
     * A condition over the names of this set.
     *
     * @throws InputException when it does not parse or is neither true nor false
     */
    public Expr condition(Source source) {
        Expr expr = expression(source);
        if (expr.type().kind() != Type.Kind.BOOL) {
            throw new InputException(source.problem(
                    0, source.text().length(), "a condition must be true or false, this is " + expr.type()));
        }
        return expr;
    }

    /** Tables by name, in declared order. */
    public Map<String, TableSchema> tables() {
        return tables;
    }

    /** Parameters by name, in declared order. */
    public Map<String, Parameter> parameters() {
        return parameters;
    }

    /** Formulas by name, in declared order, hidden ones included. */
    public Map<String, Formula> formulas() {
        return formulas;
    }

    Map<String, Declaration.DefDecl> functions() {
        return functions;
    }

    Map<String, Source> functionSources() {
        return functionSources;
    }

    List<Source> sources() {
        return sources;
    }

    /** The files that this set was read from, as they are written, included ones first. */
    public List<Outline> outlines() {
        return sources.stream().map(Outline::of).toList();
    }

    /** The texts that this set was read from, by the last part of their names, included ones first. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Source source : sources) {
            texts.put(fileName(source), source.text());
        }
        return texts;
    }

    private static String fileName(Source source) {
        return source.name().substring(source.name().lastIndexOf('/') + 1);
    }

    /** SHA-256 of the texts that this set was read from, in hexadecimal. */
    public String textHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Source source : sources) {
                digest.update(source.text().getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
