package dev.memsweep.spec;

import dev.memsweep.catalog.Utf8;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Location;
import dev.memsweep.formula.Numbers;
import dev.memsweep.formula.Problem;
import dev.memsweep.formula.Source;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML file as nodes with their places, after every check that does not need to know what the keys mean.
 *
 * <p>The events are counted before the nodes are built, because building them recurses.
 */
final class YamlText {
    private static final int MOST_BYTES = 1 << 20;
    private static final int DEEPEST = 32;
    private static final int MOST_NODES = 200_000;
    private static final String YAML_TAG = "tag:yaml.org,2002:";

    private final Source source;
    private final Node root;

    private YamlText(Source source, Node root) {
        this.source = source;
        this.root = root;
    }

    /**
     * The one document of a file.
     *
     * @throws InputException when it is none, too large, or uses what specs do not need
     */
    static YamlText parse(String fileName, byte[] bytes) {
        Location file = Location.of(fileName);
        if (bytes.length > MOST_BYTES) {
            throw new InputException(
                    file, "the file is " + Numbers.bytes(bytes.length) + "; the limit is " + Numbers.bytes(MOST_BYTES));
        }
        Source source = Source.file(fileName, Utf8.decode(bytes, file));
        checkCharacters(source);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(fileName)
                .setCodePointLimit(MOST_BYTES)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            checkEvents(source, settings);
            Optional<Node> root = new Compose(settings).composeString(source.text());
            if (root.isEmpty()) {
                throw new InputException(file, "the file is empty; a sweep needs 'formulas' and usually 'axes'");
            }
            return new YamlText(source, root.get());
        } catch (MarkedYamlEngineException e) {
            throw new InputException(notYaml(source, e));
        } catch (YamlEngineException e) {
            throw new InputException(file, "not valid YAML: " + e.getMessage());
        }
    }

    private static void checkCharacters(Source source) {
        String text = source.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F) {
                String name = String.format(Locale.ROOT, "control character U+%04X", (int) c);
                throw new InputException(Problem.at(source.at(i), name));
            }
        }
    }

    private static void checkEvents(Source source, LoadSettings settings) {
        int depth = 0;
        int nodes = 0;
        int documents = 0;
        for (Event event : new Parse(settings).parseString(source.text())) {
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                throw problem(source, event, "a second YAML document starts here; use one document per file");
            }
            if (event instanceof NodeEvent node) {
                if (node.getAnchor().isPresent()) {
                    throw problem(source, event, "YAML anchors and aliases are not supported in sweep files");
                }
                if (++nodes > MOST_NODES) {
                    throw problem(source, event, "more than " + MOST_NODES + " values; write ranges instead of lists");
                }
            }
            Optional<String> tag = tag(event);
            if (tag.isPresent()) {
                String shown =
                        tag.get().startsWith(YAML_TAG) ? "!!" + tag.get().substring(YAML_TAG.length()) : tag.get();
                throw problem(source, event, "YAML tags are not allowed (found " + shown + ")");
            }
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                throw problem(source, event, "nested deeper than " + DEEPEST + " levels");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private static Optional<String> tag(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag();
        }
        return event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
    }

    private static InputException problem(Source source, Event event, String message) {
        int offset = event.getStartMark().map(mark -> offset(source, mark)).orElse(0);
        return new InputException(source.problem(offset, 1, message));
    }

    private static Problem notYaml(Source source, MarkedYamlEngineException e) {
        int offset = e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> offset(source, mark))
                .orElse(0);
        int line = source.text().lastIndexOf('\n', offset - 1) + 1;
        int tab = line;
        while (tab < source.text().length() && source.text().charAt(tab) == ' ') {
            tab++;
        }
        if (tab < source.text().length() && source.text().charAt(tab) == '\t') {
            return source.problem(tab, 1, "tab used for indentation; use spaces");
        }
        return source.problem(offset, 1, "not valid YAML: " + e.getProblem());
    }

    private static int offset(Source source, Mark mark) {
        String text = source.text();
        return text.offsetByCodePoints(0, Math.min(mark.getIndex(), text.codePointCount(0, text.length())));
    }

    Node root() {
        return root;
    }

    /** The file as a whole. */
    Location file() {
        return Location.of(source.name());
    }

    /** Where a node starts; of quoted text, where its first character stands. Takes constant time. */
    Location location(Node node) {
        int inside = isQuoted(node) ? 1 : 0;
        return node.getStartMark()
                .map(mark -> new Location(source.name(), mark.getLine() + 1, mark.getColumn() + 1 + inside))
                .orElse(file());
    }

    /** A problem with a node, with the line and a caret below it. */
    Problem problem(Node node, String message) {
        int length = node instanceof ScalarNode ? Math.max(1, end(node) - start(node)) : 1;
        return source.problem(start(node), length, message);
    }

    /**
     * The characters between the marks of a scalar that spans several lines, and where they start: what an expression
     * with line breaks is parsed from, so that its problems have the right line.
     */
    Optional<SweepSpec.Item> raw(ScalarNode node) {
        if (isQuoted(node)
                || node.getStartMark()
                        .map(Mark::getLine)
                        .equals(node.getEndMark().map(Mark::getLine))) {
            return Optional.empty();
        }
        String written = source.text().substring(start(node), end(node));
        if (node.isPlain()) {
            return Optional.of(SweepSpec.Item.of(written, location(node)));
        }
        int body = written.indexOf('\n') + 1;
        return Optional.of(SweepSpec.Item.of(written.substring(body).stripTrailing(), source.at(start(node) + body)));
    }

    static boolean isQuoted(Node node) {
        return node instanceof ScalarNode scalar
                && (scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                        || scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED);
    }

    /** What a node is, in words. */
    static String describe(Node node) {
        if (node instanceof SequenceNode) {
            return "a list";
        }
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        String text = ((ScalarNode) node).getValue();
        if (text.isEmpty()) {
            return "nothing";
        }
        boolean number = !isQuoted(node) && text.matches("-?[0-9][0-9.eE+-]*");
        return number ? "the number " + text : "the text '" + text + "'";
    }

    private int start(Node node) {
        return node.getStartMark().map(mark -> offset(source, mark)).orElse(0);
    }

    private int end(Node node) {
        return node.getEndMark().map(mark -> offset(source, mark)).orElse(0);
    }
}
