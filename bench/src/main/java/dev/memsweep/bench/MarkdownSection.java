package dev.memsweep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parts of a page that are generated: between {@code <!-- begin NAME -->} and {@code <!-- end NAME -->}. */
public final class MarkdownSection {
    private MarkdownSection() {}

    /**
     * Puts a text in the place of what a section holds.
     *
     * @throws IllegalArgumentException when the page has no such section
     */
    public static void replace(Path page, String name, String text) throws IOException {
        String begin = "<!-- begin " + name + " -->\n";
        String end = "<!-- end " + name + " -->";
        String old = Files.readString(page);
        int from = old.indexOf(begin);
        int to = old.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(page + " has no section " + name);
        }
        Files.writeString(page, old.substring(0, from + begin.length()) + text + old.substring(to));
    }
}
