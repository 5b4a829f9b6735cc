package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.memsweep.memory.MemoryModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The formula reference in {@code sweeps/memory/reference}: a page for each shipped set.
 *
 * <p>{@code mvn -pl sweeps/cli -am test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dmemsweep.write=true}
 * writes all pages anew; {@code memsweep describe SET --format markdown} prints one.
 */
final class ReferenceTest extends CommandTest {
    private static final Path PAGES = Path.of("..", "memory", "reference");
    private static final Pattern LINK = Pattern.compile("\\]\\(([a-z-]+\\.md)?(?:#([^)]*))?\\)");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]*)\"|^#+ (.*)$", Pattern.MULTILINE);

    static Stream<String> sets() {
        return MemoryModel.sets().stream();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void pageSaysWhatTheFormulasSay(String set) throws IOException {
        Path page = PAGES.resolve(set + ".md");
        String expected = result("describe", set, "--format", "markdown");
        if (Boolean.getBoolean("memsweep.write")) {
            Files.createDirectories(PAGES);
            Files.writeString(page, expected);
        }
        assertThat(page)
                .as(
                        "the page is stale: sweeps/bin/memsweep describe %s --format markdown "
                                + "> sweeps/memory/reference/%s.md writes it anew",
                        set, set)
                .exists()
                .hasContent(expected);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyLinkLeadsSomewhere(String set) {
        Matcher link = LINK.matcher(result("describe", set, "--format", "markdown"));
        List<String> broken = new ArrayList<>();
        int links = 0;
        while (link.find()) {
            links++;
            String target = link.group(1) == null ? set : link.group(1).replace(".md", "");
            if (!MemoryModel.sets().contains(target)
                    || (link.group(2) != null && !anchors(target).contains(link.group(2)))) {
                broken.add(link.group());
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links > 0).isEqualTo(!set.equals("tables"));
    }

    private final Map<String, Set<String>> anchorsOfPages = new HashMap<>();

    /** The places of a page that a link can lead to. */
    private Set<String> anchors(String set) {
        return anchorsOfPages.computeIfAbsent(set, name -> {
            Set<String> anchors = new HashSet<>();
            Matcher anchor = ANCHOR.matcher(result("describe", name, "--format", "markdown"));
            while (anchor.find()) {
                String id = anchor.group(1) != null ? anchor.group(1) : slug(anchor.group(2));
                assertThat(anchors.add(id))
                        .as("anchor %s twice in %s", id, name)
                        .isTrue();
            }
            return anchors;
        });
    }

    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    @Test
    void pageOfAFileFollowsItsOrderAndHeadings() {
        write("toy.formulas", """
                # A toy.
                #   - one
                #   - two
                # The end.

                # About ends. Both of them.

                # belongs to the next
                /** How. @source Me */
                choice how(/** Weight. @unit g */ w: real = 2.5,) {
                    /** With a | bar. */
                    "a-b" (1)
                    /** Else. */
                    c
                }

                /** Layers of a_b.
                    @unit  layers
                    @when  never
                    @source <you> */
                param n: int in 1.. = 3  # not a heading
                /** Free. */
                param a_b: how = if n >= 2 then c else "a-b"

                # Sums

                /** Twice. */
                def twice(x) = 2 * x

                let more = twice(n)
                /** The sum. @unit bytes @when n > 1 */
                sum = if a_b == c
                    then more
                    else 0
                """);

        assertThat(result("describe", "toy.formulas", "--format", "markdown")).isEqualTo("""
                # Formula set `toy.formulas`

                Written by `memsweep describe toy.formulas --format markdown` from the text that the engine runs.

                A toy.

                  - one
                  - two

                The end.

                - [1\\. About ends](#1-about-ends)
                - [2\\. Sums](#2-sums)

                ## 1. About ends

                Both of them.

                ### Choice `how`

                How.

                - **Source** Me

                | attribute | type | unit | default | range | meaning |
                | --- | --- | --- | --- | --- | --- |
                | `w` | real | g | `2.5` | | Weight. |

                | label | `w` | meaning |
                | --- | --- | --- |
                | `a-b` | `1` | With a \\| bar. |
                | `c` | `2.5` | Else. |

                | parameter | type | unit | default | range | meaning |
                | --- | --- | --- | --- | --- | --- |
                | <a id="n"></a>`n` | int | layers | `3` | at least 1 | Layers of [`a_b`](#a_b).<br>**When** never<br>**Source** &lt;you> |
                | <a id="a_b"></a>`a_b` | [`how`](#choice-how) | | `if n >= 2 then c else "a-b"` | | Free. |

                ## 2. Sums

                ### `twice`

                *function*

                Twice.

                ```
                def twice(x) = 2 * x
                ```

                ### `more`

                *intermediate value, int*

                ```
                let more = twice(n)
                ```

                - **Uses** [`n`](#n)
                - **Used by** [`sum`](#sum)

                ### `sum`

                *int, bytes*

                The sum.

                ```
                sum = if a_b == c
                    then more
                    else 0
                ```

                - **When** n > 1
                - **Uses** [`a_b`](#a_b), [`more`](#more)
                """);
    }
}
