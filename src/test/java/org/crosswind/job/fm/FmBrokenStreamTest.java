package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.engine.LocalEngine;
import org.crosswind.engine.ProgressListener;
import org.crosswind.format.oasis.FmGoldens;
import org.crosswind.job.HadoopSettings;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Breaks streams at random, in a way that only the seed decides: what becomes of them does not
 * depend on where they are cut, and no failure is our fault.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FmBrokenStreamTest {
  private static final int ROUNDS = 150;

  @TempDir Path temp;

  private record Became(String what, byte[] bytes) {}

  @ParameterizedTest
  @EnumSource(OnBadEvent.class)
  void aBrokenStreamBecomesTheSameWhereverItIsCut(OnBadEvent onBadEvent) throws IOException {
    Path golden =
        FmGoldens.cases().stream().filter(g -> g.endsWith("share-20101")).findFirst().orElseThrow();
    FmAnalysis good = FmRuns.golden(golden, temp);
    byte[] stream = Files.readAllBytes(golden.resolve("gul.bin"));
    int published = 0;
    int failed = 0;
    try (LocalEngine engine = new LocalEngine(2)) {
      for (int round = 0; round < ROUNDS; round++) {
        SplittableRandom random = new SplittableRandom(100L + round);
        byte[] broken = mutate(stream, random);
        Became one = run(engine, good, broken, onBadEvent, 1);
        Became seven = run(engine, good, broken, onBadEvent, 7);
        if (one.bytes == null) {
          failed++;
          assertThat(seven.bytes).as("seed %d: %s", 100L + round, one.what).isNull();
        } else {
          published++;
          assertThat(seven.bytes).as("seed %d: %s", 100L + round, seven.what).isEqualTo(one.bytes);
          assertThat(seven.what).isEqualTo(one.what);
        }
      }
    }
    assertThat(failed > 0).as("analyses that failed").isEqualTo(onBadEvent == OnBadEvent.STOP);
    assertThat(published).isPositive();
  }

  private Became run(
      LocalEngine engine, FmAnalysis like, byte[] stream, OnBadEvent onBadEvent, int molecules)
      throws IOException {
    Path input = temp.resolve("broken.bin");
    Path output = temp.resolve("out.bin");
    Files.write(input, stream);
    Files.deleteIfExists(output);
    FmAnalysis analysis =
        new FmAnalysis(
            "broken",
            like.staticFolder(),
            List.of(input.toString()),
            like.allocationRule(),
            Losses.GROSS,
            output.toString(),
            Optional.empty(),
            like.sortOutput());
    FmOptions options =
        new FmOptions(onBadEvent, FmCompatibility.STANDARD, molecules, Optional.empty(), 1);
    FmRun run =
        new FmJob(engine, HadoopSettings.NONE, options, ProgressListener.NONE)
            .run(List.of(analysis));
    FmRun.Result result = run.results().get(0);
    result
        .failure()
        .ifPresent(
            f -> assertThat(f.reason()).as(f.oneLine()).isNotEqualTo(FailureReason.INTERNAL));
    result
        .bad()
        .forEach(
            bad ->
                assertThat(bad.failure().reason())
                    .as(bad.failure().oneLine())
                    .isNotEqualTo(FailureReason.INTERNAL));
    return result.failure().isPresent()
        ? new Became(result.failure().get().oneLine(), null)
        : new Became(result.bad().toString(), Files.readAllBytes(output));
  }

  private static byte[] mutate(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      int at = 8 + random.nextInt(bytes.length - 8);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, Math.max(9, at));
        case 3 -> Arrays.fill(bytes, at & -4, Math.min(bytes.length, (at & -4) + 4), (byte) 0);
        default -> {
          int from = at & -8;
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
          System.arraycopy(bytes, from, longer, from + 8, bytes.length - from);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}
