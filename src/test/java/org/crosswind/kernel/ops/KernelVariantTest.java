package org.crosswind.kernel.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class KernelVariantTest {
  @Test
  void autoIsVectorWhereTheModuleIsPresent() {
    assertThat(KernelVariant.AUTO.resolve().name()).isEqualTo("vector");
    assertThat(KernelVariant.SCALAR.resolve().name()).isEqualTo("scalar");
  }

  @Test
  void withoutTheModuleAutoIsScalarAndTheVectorClassIsNotLoaded() throws Exception {
    String log = run(List.of("-Xlog:class+load"), "AUTO");
    assertThat(log).contains("variant scalar").contains("ScalarArrayOps");
    assertThat(log).doesNotContain("VectorArrayOps");
  }

  @Test
  void withoutTheModuleVectorIsAnErrorThatNamesTheFlag() throws Exception {
    assertThat(run(List.of(), "VECTOR")).contains("--add-modules=jdk.incubator.vector");
  }

  @Test
  void vectorsOfFourGiveTheBitsOfVectorsOfEight() throws Exception {
    String module = "--add-modules=jdk.incubator.vector";
    String wide = run(List.of(module), "VECTOR");
    String narrow =
        run(List.of(module, "-XX:UseAVX=2", "-XX:+IgnoreUnrecognizedVMOptions"), "VECTOR");
    String two =
        run(List.of(module, "-XX:MaxVectorSize=16", "-XX:+IgnoreUnrecognizedVMOptions"), "VECTOR");
    String scalar = run(List.of(), "SCALAR");
    assertThat(line(wide, "bits")).isEqualTo(line(scalar, "bits"));
    assertThat(line(narrow, "bits")).isEqualTo(line(scalar, "bits"));
    assertThat(line(two, "bits")).isEqualTo(line(scalar, "bits"));
  }

  private static String line(String text, String start) {
    return text.lines().filter(l -> l.startsWith(start)).findFirst().orElse("none");
  }

  /** Runs {@link Probe} in a JVM of its own and returns all it printed. */
  private static String run(List<String> flags, String variant)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(flags);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName(), variant));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  /** What the other JVMs run. */
  public static final class Probe {
    private Probe() {}

    /** Prints the variant and the bits of a few sums and functions. */
    public static void main(String[] args) {
      ArrayOps ops = KernelVariant.valueOf(args[0]).resolve();
      System.out.println("variant " + ops.name());
      double[] x = new double[1003];
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.floorMod(i * 7919L, 1003) / 97.0 - 5;
      }
      double[] lanes = new double[24];
      double[] profile = new double[4];
      double[] y = new double[x.length];
      long hash = 0;
      for (int round = 0; round < 400; round++) { // enough for the compiler to step in
        ops.profile(x, 0, x.length, profile);
        ops.exp(x, 0, y, 0, x.length);
        ops.addPositiveWeighted(y, 0, x, 0, x.length, lanes);
        ops.addWeights(y, 0, x.length, lanes);
        hash = 31 * hash + Double.doubleToLongBits(Lanes.fold(lanes, round % 3 * 8));
        hash = 31 * hash + Double.doubleToLongBits(ops.sum(y, 0, x.length));
        ops.normalCdf(x, 0, 0, y, 0, x.length);
        hash = 31 * hash + Double.doubleToLongBits(ops.sum(y, 0, x.length) + profile[round % 4]);
        ops.log1p(y, 0, y, 0, x.length);
        hash = 31 * hash + Double.doubleToLongBits(ops.sum(y, 0, x.length));
      }
      System.out.println(String.format(Locale.ROOT, "bits %016x", hash));
    }
  }
}
