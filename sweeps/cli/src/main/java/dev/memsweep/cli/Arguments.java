package dev.memsweep.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The words of a command line, split into options and the rest before all options are known.
 *
 * <p>Which options there are depends on the formula set, and which formula set on the options. So the words are split
 * first, by one rule: an option takes the next word as its value unless it is one of the few that take none.
 *
 * @param list in the order written
 */
record Arguments(List<Argument> list) {
    private static final Pattern LONG_OPTION = Pattern.compile("(--[A-Za-z][A-Za-z0-9_-]*)(?:=(.*))?", Pattern.DOTALL);
    private static final Pattern SHORT_OPTION = Pattern.compile("-[A-Za-z]");

    /** Copies the list. */
    Arguments {
        list = List.copyOf(list);
    }

    /**
     * An option with its value, or a word of its own.
     *
     * @param option the option's name with hyphens, or empty
     * @param value the value; null for an option without one
     */
    record Argument(String option, @Nullable String value) {
        boolean isOption() {
            return !option.isEmpty();
        }

        /** One word that means the same. */
        String word() {
            if (!isOption()) {
                return String.valueOf(value);
            }
            return value == null ? option : option + "=" + value;
        }
    }

    /** Splits the words; {@code options} says which options take no value. */
    static Arguments split(List<String> words, CommandSpec options) {
        Set<String> valueless = new HashSet<>();
        for (OptionSpec option : options.options()) {
            if (option.arity().max() == 0) {
                valueless.addAll(List.of(option.names()));
            }
        }
        List<Argument> list = new ArrayList<>();
        boolean onlyWords = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (onlyWords || !looksLikeOption(word)) {
                if (onlyWords || !word.equals("--")) {
                    list.add(new Argument("", word));
                } else {
                    onlyWords = true;
                }
                continue;
            }
            var matcher = LONG_OPTION.matcher(word);
            boolean isLong = matcher.matches();
            String name = isLong ? matcher.group(1).replace('_', '-') : word;
            String attached = isLong ? matcher.group(2) : null;
            if (attached != null || valueless.contains(name)) {
                list.add(new Argument(name, attached));
            } else if (i + 1 < words.size() && !looksLikeOption(words.get(i + 1))) {
                list.add(new Argument(name, words.get(++i)));
            } else {
                list.add(new Argument(name, null));
            }
        }
        return new Arguments(list);
    }

    private static boolean looksLikeOption(String word) {
        return LONG_OPTION.matcher(word).matches() || SHORT_OPTION.matcher(word).matches();
    }

    /** Values of an option, in the order written. */
    List<String> values(String option) {
        List<String> values = new ArrayList<>();
        for (Argument argument : list) {
            if (argument.option().equals(option) && argument.value() != null) {
                values.add(argument.value());
            }
        }
        return values;
    }

    boolean has(String... options) {
        return count(options) > 0;
    }

    /** How often an option occurs, under any of its names. */
    long count(String... options) {
        return list.stream().filter(a -> List.of(options).contains(a.option())).count();
    }

    /** The words that belong to no option. */
    List<String> words() {
        return list.stream().filter(a -> !a.isOption()).map(Argument::word).toList();
    }

    /** Names of the options, in the order of their first occurrence. */
    Set<String> options() {
        Set<String> names = new LinkedHashSet<>();
        list.stream().filter(Argument::isOption).forEach(a -> names.add(a.option()));
        return names;
    }

    /** These arguments without the options that are not {@code known}. */
    Arguments only(Collection<String> known) {
        return new Arguments(list.stream()
                .filter(a -> !a.isOption() || known.contains(a.option()))
                .toList());
    }

    /** These arguments without one option. */
    Arguments without(String option) {
        return new Arguments(
                list.stream().filter(a -> !a.option().equals(option)).toList());
    }

    /** The words that mean the same to {@link #split}: those that belong to no option come last. */
    List<String> asWords() {
        List<String> words = new ArrayList<>();
        for (Argument argument : list) {
            if (argument.isOption() && !argument.option().startsWith("--") && argument.value() != null) {
                words.addAll(List.of(argument.option(), argument.value()));
            } else if (argument.isOption()) {
                words.add(argument.word());
            }
        }
        words.add("--");
        words.addAll(words());
        return words;
    }

    /** The words that mean the same, an option and its value in one word. */
    String[] toArray() {
        List<String> words = new ArrayList<>();
        list.stream().filter(Argument::isOption).forEach(a -> words.add(a.word()));
        words.add("--");
        list.stream().filter(a -> !a.isOption()).forEach(a -> words.add(a.word()));
        return words.toArray(String[]::new);
    }
}
