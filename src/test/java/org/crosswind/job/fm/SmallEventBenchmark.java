package org.crosswind.job.fm;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.format.oasis.LossBuffer;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.format.oasis.LossStreamWriter;
import org.crosswind.model.insurance.FmPolicyTc;
import org.crosswind.model.insurance.FmProfile;
import org.crosswind.model.insurance.FmProgramme;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmXref;
import org.crosswind.model.insurance.TableSource;

/**
 * What an event of four items costs in a small portfolio and in one of a million items: three
 * levels, locations of four items, policies of twenty locations with terms of their own. The four
 * items are those of a location drawn at random, or four drawn from the whole portfolio; read from
 * memory, computed, encoded and thrown away.
 *
 * <pre>
 * java -Xmx3g -cp target/classes:target/test-classes:... org.crosswind.job.fm.SmallEventBenchmark ROUNDS
 * </pre>
 */
public final class SmallEventBenchmark {
  private static final int EVENTS = 100_000;
  private static final int SAMPLES = 10;
  private static final int ITEMS_OF_LOCATION = 4;
  private static final int LOCATIONS_OF_POLICY = 20;
  private static final int LOCATION_TERMS = 200;

  private SmallEventBenchmark() {}

  /** Prints microseconds of processor time an event. */
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    int[] sizes = {1_000, 1_000_000};
    FmStructure[] structures = {structure(sizes[0]), structure(sizes[1])};
    for (boolean together : new boolean[] {true, false}) {
      byte[][] streams = {stream(sizes[0], together), stream(sizes[1], together)};
      double[] least = {Double.MAX_VALUE, Double.MAX_VALUE};
      for (int round = 0; round < rounds; round++) {
        for (int k = 0; k < sizes.length; k++) {
          least[k] = Math.min(least[k], microseconds(structures[k], streams[k]));
        }
      }
      System.out.printf(
          Locale.ROOT,
          "%s: %.3f us of %d items, %.3f us of %d items, ratio %.2f%n",
          together ? "one location" : "anywhere",
          least[0],
          sizes[0],
          least[1],
          sizes[1],
          least[1] / least[0]);
    }
  }

  private static double microseconds(FmStructure structure, byte[] stream) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    LossStreamReader reader = LossStreamReader.open("gul", new ByteArrayInputStream(stream));
    LossStreamWriter writer =
        new LossStreamWriter("fm", OutputStream.nullOutputStream(), reader.header());
    new FmPipe(structure, false, 1).run(reader, writer, null);
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e3 / EVENTS;
  }

  private static byte[] stream(int items, boolean together) {
    Random random = new Random(7);
    LossBuffer buffer = new LossBuffer();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LossStreamWriter writer =
        new LossStreamWriter("gul", bytes, LossStreamHeader.lossStream(SAMPLES));
    for (int event = 1; event <= EVENTS; event++) {
      int first = random.nextInt(items / ITEMS_OF_LOCATION) * ITEMS_OF_LOCATION + 1;
      int[] ids =
          together
              ? new int[] {first, first + 1, first + 2, first + 3}
              : random.ints(1, items + 1).distinct().limit(4).sorted().toArray();
      for (int id : ids) {
        buffer.beginItem(event, id);
        for (int sidx : new int[] {-5, -4, -3, -2, -1}) {
          buffer.pair(sidx, 1000 * random.nextFloat());
        }
        for (int sidx = 1; sidx <= SAMPLES; sidx++) {
          if (random.nextInt(5) > 0) {
            buffer.pair(sidx, 1000 * random.nextFloat());
          }
        }
        buffer.endItem();
      }
    }
    writer.append(buffer);
    return bytes.toByteArray();
  }

  private static FmStructure structure(int items) {
    int locations = items / ITEMS_OF_LOCATION;
    int policies = (locations + LOCATIONS_OF_POLICY - 1) / LOCATIONS_OF_POLICY;
    int rows = 2 * items + locations;
    int[] from = new int[rows];
    int[] level = new int[rows];
    int[] to = new int[rows];
    int groups = items + locations + policies;
    int[] levelOf = new int[groups];
    int[] agg = new int[groups];
    int[] layer = new int[groups];
    int[] profile = new int[groups];
    int row = 0;
    int group = 0;
    Arrays.fill(layer, 1);
    for (int i = 1; i <= items; i++) {
      row = link(from, level, to, row, 1, i, i);
      group = terms(levelOf, agg, profile, group, 1, i, 1);
    }
    Random random = new Random(1);
    for (int i = 1; i <= items; i++) {
      row = link(from, level, to, row, 2, i, (i - 1) / ITEMS_OF_LOCATION + 1);
    }
    for (int i = 1; i <= locations; i++) {
      group = terms(levelOf, agg, profile, group, 2, i, 2 + random.nextInt(LOCATION_TERMS));
      row = link(from, level, to, row, 3, i, (i - 1) / LOCATIONS_OF_POLICY + 1);
    }
    for (int i = 1; i <= policies; i++) {
      group = terms(levelOf, agg, profile, group, 3, i, LOCATION_TERMS + 1 + i);
    }
    int[] ids = new int[items];
    for (int i = 0; i < items; i++) {
      ids[i] = i + 1;
    }
    int[] ones = new int[items];
    Arrays.fill(ones, 1);
    TableSource source = TableSource.rows("benchmark");
    return FmStructure.of(
        new FmStaticFiles(
            "benchmark",
            new FmProgramme(from, level, to, source),
            new FmPolicyTc(levelOf, agg, layer, profile, source),
            profiles(LOCATION_TERMS + 1 + policies, source),
            new FmXref(ids, ids, ones, source),
            Optional.empty(),
            Optional.empty()),
        2,
        FmCompatibility.STANDARD);
  }

  private static int link(int[] from, int[] level, int[] to, int row, int l, int f, int t) {
    from[row] = f;
    level[row] = l;
    to[row] = t;
    return row + 1;
  }

  private static int terms(int[] level, int[] agg, int[] profile, int k, int l, int a, int p) {
    level[k] = l;
    agg[k] = a;
    profile[k] = p;
    return k + 1;
  }

  /** Profile 1 passes everything, then terms of locations (rule 1), then of policies (rule 2). */
  private static FmProfile profiles(int n, TableSource source) {
    Random random = new Random(2);
    int[] ids = new int[n];
    int[] rules = new int[n];
    float[] deductible = new float[n];
    float[] attachment = new float[n];
    float[] limit = new float[n];
    float[] share = new float[n];
    Arrays.fill(share, 1f);
    for (int i = 0; i < n; i++) {
      ids[i] = i + 1;
      rules[i] = i == 0 ? 100 : i <= LOCATION_TERMS ? 1 : 2;
      deductible[i] = i == 0 || i > LOCATION_TERMS ? 0 : 100 * random.nextFloat();
      attachment[i] = i > LOCATION_TERMS ? 200 * random.nextFloat() : 0;
      limit[i] = 1000 + 3000 * random.nextFloat();
    }
    float[] none = new float[n];
    return new FmProfile(
        ids,
        rules,
        deductible,
        none,
        none,
        attachment,
        limit,
        share,
        share,
        share,
        Optional.empty(),
        source);
  }
}
