package org.crosswind.calc.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.crosswind.format.oasis.LossBuffer;
import org.crosswind.format.oasis.LossEventBatch;
import org.crosswind.format.oasis.LossEventView;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.format.oasis.LossStreamWriter;
import org.crosswind.job.fm.FmPipe;
import org.crosswind.model.insurance.FmValidator;
import org.crosswind.model.insurance.SampleLanes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programmes and streams through the pipe, with one thread and with two, in small batches
 * and in large, and through dense rows: all bytes are those of {@link FmReference}. More seeds:
 * {@code -Dcrosswind.fm.seeds=20000 -Dcrosswind.fm.first=0}.
 */
class FmReferencePropertyTest {
  private static final int[] SAMPLES = {0, 1, 2, 5, 13, 40, 100};
  private static final int SMALL_BATCH = 200;

  /** One event: what is in the stream, and what it means. */
  private record Event(int id, List<FmReference.Item> items) {}

  @Test
  @Tag("slow")
  void everyWayGivesTheBytesOfTheReference() {
    int first = Integer.getInteger("crosswind.fm.first", 0);
    int seeds = Integer.getInteger("crosswind.fm.seeds", 700);
    List<String> wrong = new ArrayList<>();
    for (int seed = first; seed < first + seeds && wrong.size() < 10; seed++) {
      String problem = check(seed);
      if (problem != null) {
        wrong.add("seed " + seed + ": " + problem);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String check(int seed) {
    Random random = new Random(seed);
    int rule = random.nextInt(4);
    RandomProgramme programme = new RandomProgramme(random, rule);
    List<String> errors =
        FmValidator.validate(programme.files, rule).errors().stream().map(e -> "" + e).toList();
    if (!errors.isEmpty()) {
      return "not valid: " + errors;
    }
    boolean sorted = random.nextBoolean();
    boolean net = rule != 0 && random.nextBoolean();
    int samples = SAMPLES[random.nextInt(SAMPLES.length)];
    List<Event> events = new ArrayList<>();
    ByteBuffer stream = bytes();
    header(stream, samples);
    for (int e = random.nextInt(5); e >= 0; e--) {
      events.add(event(random, e, programme, samples, stream));
    }
    FmReference reference = new FmReference(programme.files, rule);
    ByteBuffer gross = bytes();
    ByteBuffer left = bytes();
    header(gross, samples);
    header(left, samples);
    for (Event event : events) {
      List<List<FmReference.Output>> written = reference.run(event.items, sorted, net);
      for (FmReference.Output o : written.get(0)) {
        for (float loss : o.lanes()) {
          if (!Float.isFinite(loss)) {
            return "output " + o.id() + " of event " + event.id + " has a loss of " + loss;
          }
        }
      }
      written.get(0).forEach(o -> write(event.id, o, gross));
      written.get(1).forEach(o -> write(event.id, o, left));
    }
    FmStructure structure = FmStructure.of(programme.files, rule, FmCompatibility.STANDARD);
    byte[] in = array(stream);
    List<byte[]> expected = List.of(array(gross), array(left));
    String problem = null;
    for (int way = 0; way < 4 && problem == null; way++) {
      List<byte[]> found =
          switch (way) {
            case 0 -> dense(structure, in, samples, sorted, net);
            case 1 -> pipe(structure, in, samples, sorted, net, 1, 1 << 20);
            case 2 -> pipe(structure, in, samples, sorted, net, 1, SMALL_BATCH);
            default -> pipe(structure, in, samples, sorted, net, 2, SMALL_BATCH);
          };
      if (way == 0 && sorted) {
        continue;
      }
      for (int k = 0; k < 2 && problem == null; k++) {
        String difference = difference(found.get(k), expected.get(k));
        if (difference != null) {
          problem =
              "rule " + rule + ", way " + way + ", " + (k == 0 ? "gross, " : "net, ") + difference;
        }
      }
    }
    return problem;
  }

  /** What is different first; null when nothing is. */
  private static String difference(byte[] found, byte[] expected) {
    if (Arrays.equals(found, expected)) {
      return null;
    }
    List<String> a = text(found);
    List<String> b = text(expected);
    for (int k = 0; k < Math.min(a.size(), b.size()); k++) {
      if (!a.get(k).equals(b.get(k))) {
        return "record " + k + " is " + a.get(k) + ", expected " + b.get(k);
      }
    }
    return a.size() == b.size() ? null : a.size() + " records, expected " + b.size();
  }

  private static List<String> text(byte[] bytes) {
    List<String> text = new ArrayList<>();
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    b.position(8);
    while (b.remaining() >= 8) {
      String item = "event " + b.getInt() + " output " + b.getInt();
      while (true) {
        int sidx = b.getInt();
        float loss = b.getFloat();
        if (sidx == 0) {
          break;
        }
        // Dust that is left of a difference may be shared out with another last bit.
        boolean dust = loss != 0 && Math.abs(loss) < 1.5e-11f;
        text.add(item + " sidx " + sidx + ": " + (dust ? "dust" : "" + loss));
      }
      text.add(item + " end");
    }
    return text;
  }

  private static List<byte[]> pipe(
      FmStructure structure,
      byte[] in,
      int samples,
      boolean sorted,
      boolean net,
      int threads,
      int batch) {
    ByteArrayOutputStream gross = new ByteArrayOutputStream();
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    LossStreamHeader header = LossStreamHeader.lossStream(samples);
    LossStreamReader reader =
        LossStreamReader.open(
            List.of(new LossStreamReader.Source("gul", new ByteArrayInputStream(in))),
            false,
            batch);
    LossStreamWriter writer = new LossStreamWriter("il", gross, header);
    LossStreamWriter other = new LossStreamWriter("net", left, header);
    new FmPipe(structure, sorted, threads).run(reader, writer, net ? other : null);
    return List.of(gross.toByteArray(), left.toByteArray());
  }

  private static List<byte[]> dense(
      FmStructure structure, byte[] in, int samples, boolean sorted, boolean net) {
    LossStreamReader reader = LossStreamReader.open("gul", new ByteArrayInputStream(in));
    FmCalculator calculator = FmCalculator.dense(structure, samples);
    LossEventBatch batch = new LossEventBatch();
    LossEventView view = new LossEventView();
    ByteBuffer gross = bytes();
    ByteBuffer left = bytes();
    header(gross, samples);
    header(left, samples);
    LossBuffer grossBuffer = new LossBuffer();
    LossBuffer leftBuffer = new LossBuffer();
    while (reader.next(batch)) {
      for (int e = 0; e < batch.size(); e++) {
        calculator.process(view.moveTo(batch, e), grossBuffer, net ? leftBuffer : null);
      }
    }
    gross.put(grossBuffer.toByteArray());
    left.put(leftBuffer.toByteArray());
    return List.of(array(gross), array(left));
  }

  private static ByteBuffer bytes() {
    return ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] array(ByteBuffer buffer) {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private static void header(ByteBuffer to, int samples) {
    to.putInt(0x02000001).putInt(samples);
  }

  private static void write(int event, FmReference.Output output, ByteBuffer to) {
    to.putInt(event).putInt(output.id());
    float[] lanes = output.lanes();
    to.putInt(-5).putFloat(plus(lanes[0]));
    if (output.chance() != 0) {
      to.putInt(-4).putFloat(output.chance());
    }
    to.putInt(-3).putFloat(plus(lanes[1]));
    to.putInt(-1).putFloat(plus(lanes[2]));
    for (int i = SampleLanes.SPECIAL_LANES; i < lanes.length; i++) {
      if (lanes[i] != 0) {
        to.putInt(SampleLanes.sidxOf(i)).putFloat(lanes[i]);
      }
    }
    to.putLong(0);
  }

  /** A zero is written without sign. */
  private static float plus(float loss) {
    return loss == 0 ? 0f : loss;
  }

  /** Makes an event: some items in some order, pairs in some order, zeros, NaNs and the like. */
  private static Event event(
      Random random, int number, RandomProgramme programme, int samples, ByteBuffer stream) {
    // Ids in any order, of any sign; equal ones are never neighbours, which would be one event.
    int id = (number % 2 == 0 ? 1 : -1) * (1 + random.nextInt(2) + (number % 2) * 7);
    List<Integer> ids = new ArrayList<>();
    double part = random.nextInt(3) == 0 ? 0.3 : 0.9;
    for (int i = 1; i <= programme.items; i++) {
      if (random.nextDouble() < part) {
        ids.add(i);
      }
    }
    if (ids.isEmpty()) {
      ids.add(1 + random.nextInt(programme.items));
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(ids, random);
    }
    double density = new double[] {0, 0.02, 0.5, 1}[random.nextInt(4)];
    // With extras the formulas divide by zero for losses below zero, the reference's too.
    boolean negative = !programme.mayHaveExtras && random.nextInt(10) == 0;
    List<FmReference.Item> items = new ArrayList<>();
    for (int item : ids) {
      items.add(item(random, id, item, samples, density, negative, stream));
    }
    return new Event(id, items);
  }

  private static FmReference.Item item(
      Random random,
      int event,
      int item,
      int samples,
      double density,
      boolean negative,
      ByteBuffer stream) {
    float[] lanes = new float[SampleLanes.count(samples)];
    List<float[]> pairs = new ArrayList<>();
    boolean regular = random.nextInt(3) > 0;
    float chance = 0;
    for (int sidx : new int[] {-5, -4, -3, -2, -1}) {
      if (regular || random.nextBoolean()) {
        float loss = sidx == -4 ? random.nextInt(3) / 2f : loss(random, negative);
        pairs.add(new float[] {sidx, loss});
        if (sidx == -4) {
          chance = loss;
        } else if (sidx != -2 && !Float.isNaN(loss)) {
          lanes[SampleLanes.laneOf(sidx)] = loss;
        }
      }
    }
    for (int sidx = 1; sidx <= samples; sidx++) {
      if (random.nextDouble() < density) {
        float loss = loss(random, negative);
        pairs.add(new float[] {sidx, loss});
        if (!Float.isNaN(loss)) {
          lanes[SampleLanes.laneOf(sidx)] = loss;
        }
        if (random.nextInt(50) == 0) {
          pairs.add(new float[] {sidx, 0});
        }
      }
    }
    if (random.nextInt(6) == 0) {
      Collections.shuffle(pairs, random);
    }
    stream.putInt(event).putInt(item);
    for (float[] pair : pairs) {
      stream.putInt((int) pair[0]).putFloat(pair[1]);
    }
    stream.putLong(0);
    return new FmReference.Item(item, chance, lanes);
  }

  private static float loss(Random random, boolean negative) {
    return switch (random.nextInt(12)) {
      case 0 -> random.nextBoolean() ? 0f : -0f;
      case 1 -> random.nextInt(4) == 0 ? Float.NaN : 1e-3f * random.nextFloat();
      case 2, 3, 4 -> 50f * random.nextInt(20);
      case 5 -> random.nextInt(4) == 0 ? 1e9f * random.nextFloat() : 5000 * random.nextFloat();
      case 6 -> (negative ? -1000 : 1000) * random.nextFloat();
      default -> 1000 * random.nextFloat();
    };
  }
}
