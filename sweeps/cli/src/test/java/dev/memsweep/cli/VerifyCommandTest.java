package dev.memsweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class VerifyCommandTest extends CommandTest {
    @BeforeEach
    void sweep() {
        write("toy.formulas", TOY);
        result("sweep", "--formulas", "toy.formulas", "--n", "1..40", "--d", "1..10", "-o", "x.parquet");
    }

    @Test
    void saysThatAFileIsWhole() {
        assertThat(withoutFolder(result("verify", "x.parquet")))
                .matches("x\\.parquet: whole, 400 rows, [0-9,]+ bytes\n");
    }

    @Test
    void findsFlippedBitsAndSaysWhere() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("x.parquet"));
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            write("y.parquet", flipped);

            Run run = run("verify", "y.parquet");

            assertThat(run.code()).as(run.err()).isEqualTo(5);
            assertThat(withoutFolder(run.err())).startsWith("memsweep: y.parquet");
        }
    }

    @Test
    void refusesWhatIsNoFile() {
        assertRefused(3, "memsweep: nope.parquet: cannot read the file: no such file\n", "verify", "nope.parquet");
        assertRefused(
                3,
                "memsweep: .: is a directory without _manifest.json, so memsweep did not write it; name a Parquet file in it\n",
                "verify",
                ".");
    }

    @Test
    void namesTheJarThatASchemeNeeds() {
        Run run = run("sweep", "--formulas", "toy.formulas", "--n", "1", "--d", "1", "-o", "s3a://bucket/x.parquet");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .matches("memsweep: s3a://bucket/x\\.parquet: no file system for 's3a://'; it needs "
                        + "org\\.apache\\.hadoop:hadoop-aws:[0-9.]+ with what that depends on; "
                        + "name the jars in MEMSWEEP_CLASSPATH\n");
    }
}
