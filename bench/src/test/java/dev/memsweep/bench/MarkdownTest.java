package dev.memsweep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void tablesLineUp() {
        MarkdownTable table = new MarkdownTable("name", "s");
        table.add("a longer name", "1.5");
        assertThat(table.toString()).isEqualTo("""
                | name          |   s |
                |---------------|----:|
                | a longer name | 1.5 |
                """);
        assertThatThrownBy(() -> table.add("too few")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sectionsAreReplacedAndNothingElse() throws IOException {
        Path page = folder.resolve("page.md");
        Files.writeString(page, "above\n<!-- begin a -->\nold\n<!-- end a -->\nbelow\n");
        MarkdownSection.replace(page, "a", "new\n");
        MarkdownSection.replace(page, "a", "newer\n");
        assertThat(page).hasContent("above\n<!-- begin a -->\nnewer\n<!-- end a -->\nbelow\n");
        assertThatThrownBy(() -> MarkdownSection.replace(page, "b", "new")).hasMessageContaining("no section b");
    }

    @Test
    void figuresHaveThreeDigits() {
        assertThat(Figures.shortened(28_311_552)).isEqualTo("28.3 M");
        assertThat(Figures.shortened(7)).isEqualTo("7.00");
        assertThat(Figures.shortened(Double.NaN)).isEqualTo("–");
        assertThat(Figures.threeDigits(0.0123)).isEqualTo("0.0123");
    }
}
