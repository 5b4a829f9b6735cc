package dev.memsweep.cli;

import org.junit.jupiter.api.Test;

/** Specs that are no specs. */
final class WrongYamlTest extends CommandTest {
    @Test
    void notUtf8() {
        write("s.yaml", new byte[] {'n', 'a', 'm', 'e', ':', ' ', (byte) 0xFF, '\n'});

        assertRefused(2, "memsweep: s.yaml: not UTF-8 at byte 6 (0xFF); save the file as UTF-8\n", "sweep", "s.yaml");
    }

    @Test
    void tabs() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes:
                	n: [1]
                """);

        assertRefused(2, """
                memsweep: s.yaml:5:1: tab used for indentation; use spaces
                   n: [1]
                  ^
                """, "sweep", "s.yaml");
    }

    @Test
    void tooDeep() {
        write("s.yaml", "axes: " + "[".repeat(100) + "]".repeat(100));

        assertRefused(2, """
                memsweep: s.yaml:1:38: nested deeper than 32 levels
                  axes: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]
                                                       ^
                """, "sweep", "s.yaml");
    }

    @Test
    void tooLarge() {
        write("s.yaml", "# " + "x".repeat(2097152) + "\n");

        assertRefused(2, "memsweep: s.yaml: the file is 2.00 MiB; the limit is 1.00 MiB\n", "sweep", "s.yaml");
    }

    @Test
    void twoDocuments() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                fixed: {d: 2}
                axes: {n: [1, 2]}
                ---
                a: 1
                """);

        assertRefused(2, """
                memsweep: s.yaml:6:1: a second YAML document starts here; use one document per file
                  ---
                  ^
                """, "sweep", "s.yaml");
    }

    @Test
    void aliasBomb() {
        write("s.yaml", """
                a: &a [1]
                b: [*a, *a]
                """);

        assertRefused(2, """
                memsweep: s.yaml:1:4: YAML anchors and aliases are not supported in sweep files
                  a: &a [1]
                     ^
                """, "sweep", "s.yaml");
    }

    @Test
    void tag() {
        write("s.yaml", "name: !!javax.script.ScriptEngineManager [a]\n");

        assertRefused(2, """
                memsweep: s.yaml:1:7: YAML tags are not allowed (found !!javax.script.ScriptEngineManager)
                  name: !!javax.script.ScriptEngineManager [a]
                        ^
                """, "sweep", "s.yaml");
    }

    @Test
    void emptySpec() {
        write("s.yaml", "");

        assertRefused(2, """
                memsweep: s.yaml: the file is empty; a sweep needs 'formulas' and usually 'axes'
                """, "sweep", "s.yaml");
    }

    @Test
    void noMapping() {
        write("s.yaml", "42\n");

        assertRefused(2, """
                memsweep: s.yaml:1:1: expected a mapping at the top, found the number 42
                  42
                  ^^
                """, "sweep", "s.yaml");
    }

    @Test
    void wrongVersion() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v2
                formulas: toy.formulas
                """);

        assertRefused(2, """
                memsweep: s.yaml:1:13: 'memsweep/v2' is no version that this program reads; write memsweep/v1
                  apiVersion: memsweep/v2
                              ^^^^^^^^^^^
                """, "sweep", "s.yaml");
    }

    @Test
    void ambiguousWord() {
        write("toy.formulas", TOY);
        write("s.yaml", """
                apiVersion: memsweep/v1
                name: s
                formulas: toy.formulas
                axes: {on: [no, yes]}
                fixed: {n: 1, d: 1}
                """);

        assertRefused(2, """
                memsweep: s.yaml:4:13: 'no' is ambiguous (text or false?); write "no" or false
                  axes: {on: [no, yes]}
                              ^^
                memsweep: s.yaml:4:17: 'yes' is ambiguous (text or true?); write "yes" or true
                  axes: {on: [no, yes]}
                                  ^^^
                """, "sweep", "s.yaml");
    }
}
