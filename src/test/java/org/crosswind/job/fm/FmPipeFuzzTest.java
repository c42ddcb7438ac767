package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.format.oasis.LocalStaticFolder;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.format.oasis.LossStreamWriter;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged streams through the whole pipe. */
class FmPipeFuzzTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/fm");

  private static FmStructure structure(String name, int rule) {
    return FmStructure.of(
        new OasisStaticReader(new LocalStaticFolder(GOLDEN.resolve(name).resolve("input"))).read(),
        rule,
        FmCompatibility.STANDARD);
  }

  private static byte[] run(FmStructure structure, byte[] stream, int threads) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LossStreamReader reader = LossStreamReader.open("gul", new ByteArrayInputStream(stream));
    LossStreamWriter writer =
        new LossStreamWriter("il", out, LossStreamHeader.lossStream(reader.header().maxSample()));
    new FmPipe(structure, true, threads).run(reader, writer, null);
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"big-20100", "layers-20105", "reagg-20101", "xlayer-20101", "step-20107"})
  void damageIsToldOrHarmless(String name) throws IOException {
    FmStructure structure = structure(name, name.startsWith("big") ? 1 : 2);
    byte[] bytes = Files.readAllBytes(GOLDEN.resolve(name).resolve("gul.bin"));
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(12));
      for (int i = random.nextInt(3); i >= 0; i--) {
        // The greatest sample stays: memory follows it.
        int at = 8 + random.nextInt(damaged.length - 8);
        damaged[at] =
            random.nextBoolean() ? (byte) random.nextInt() : (byte) (damaged[at] ^ 1 << i);
      }
      try {
        assertThat(run(structure, damaged, 1)).startsWith(1, 0, 0, 2);
      } catch (FailureException e) {
        assertThat(e.failure().reason())
            .as("seed %s: %s", seed, e.getMessage())
            .isNotIn(FailureReason.INTERNAL, FailureReason.IO);
        assertThat(e.failure().where()).startsWith("gul: byte ");
      }
    }
  }

  @Test
  void aFailureIsTheSameForAnyNumberOfThreads() throws IOException {
    FmStructure structure = structure("big-20100", 2);
    byte[] bytes = Files.readAllBytes(GOLDEN.resolve("big-20100").resolve("gul.bin"));
    byte[] damaged = Arrays.copyOf(bytes, bytes.length - 3);
    for (int threads = 1; threads <= 4; threads++) {
      int n = threads;
      assertThatThrownBy(() -> run(structure, damaged, n))
          .isInstanceOf(FailureException.class)
          .hasMessageContaining("the stream ends at byte " + damaged.length);
    }
  }

  @Test
  void aStreamOfNoEventsGivesTheHeader() {
    byte[] header = {1, 0, 0, 2, 3, 0, 0, 0};
    assertThat(run(structure("simple-20100", 2), header, 2)).isEqualTo(header);
  }

  @Test
  void infiniteLossesAreToldAndNanIsZero() throws IOException {
    FmStructure structure = structure("special-20100", 2);
    byte[] bytes = Files.readAllBytes(GOLDEN.resolve("special-20100").resolve("gul.bin"));
    byte[] infinite = bytes.clone();
    infinite[20] = 0;
    infinite[21] = 0;
    infinite[22] = (byte) 0x80;
    infinite[23] = 0x7F;
    assertThatThrownBy(() -> run(structure, infinite, 1))
        .hasMessageContaining("gul: byte 16 (event")
        .hasMessageContaining("Infinity");
    byte[] nan = infinite.clone();
    nan[20] = 1;
    assertThat(run(structure, nan, 1)).isNotEmpty();
  }
}
