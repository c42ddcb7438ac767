package org.crosswind.format.oasis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossStreamTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/fm");

  @Test
  void headerOfAnItemLossStreamIsOneZeroZeroTwo() {
    assertThat(LossStreamHeader.lossStream(258).toBytes()).containsExactly(1, 0, 0, 2, 2, 1, 0, 0);
  }

  @Test
  void otherStreamTypesAreRefusedByName() {
    byte[] summary = {1, 0, 0, 3, 5, 0, 0, 0};
    assertThatThrownBy(() -> read(summary))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("gul: byte 3")
        .hasMessageContaining("unsupported stream type 3 (summary)");
    byte[] negative = {1, 0, 0, 2, -1, -1, -1, -1};
    assertThatThrownBy(() -> read(negative)).hasMessageContaining("greatest sample index -1");
  }

  static Stream<Path> goldenStreams() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files
          .filter(f -> f.toString().matches(".*/(gul|fm|fm_net)\\.bin"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldenStreams")
  void decodingAndEncodingAGoldenStreamGivesItsBytes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertThat(recode(bytes, Integer.MAX_VALUE, 1 << 20)).isEqualTo(bytes);
    assertThat(recode(bytes, 7, 1)).isEqualTo(bytes);
  }

  @Test
  void sameEventsWhateverTheChunksAndBatches() throws IOException {
    byte[] bytes = sample();
    for (int chunk : new int[] {1, 3, 8, 13, 64, 1 << 20}) {
      for (int batch : new int[] {1, 20, 100, 1 << 20}) {
        assertThat(recode(bytes, chunk, batch)).as("%s %s", chunk, batch).isEqualTo(bytes);
      }
    }
  }

  @Test
  void truncationIsToldUnlessItIsBetweenItems() throws IOException {
    byte[] bytes = sample();
    List<Integer> borders = new ArrayList<>(List.of(8, bytes.length));
    LossStreamReader reader = LossStreamReader.open("gul", new ByteArrayInputStream(bytes));
    LossEventBatch batch = new LossEventBatch();
    while (reader.next(batch)) {
      for (int i = 0; i <= batch.itemCount(); i++) {
        borders.add((int) batch.streamOffset(batch.itemAt(i)));
      }
    }
    for (int length = 0; length <= bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);
      if (borders.contains(length)) {
        assertThat(read(part)).isLessThanOrEqualTo(4);
      } else {
        assertThatThrownBy(() -> read(part))
            .as("%s bytes", length)
            .isInstanceOf(FailureException.class)
            .hasMessageContaining("gul: byte ")
            .hasMessageContaining("ends");
      }
    }
  }

  @Test
  void aLenientReaderTakesWhatIsThereOfTheLastItem() throws IOException {
    byte[] bytes = sample();
    byte[] part = Arrays.copyOf(bytes, bytes.length - 8 - 3);
    byte[] expected = Arrays.copyOf(bytes, bytes.length - 8);
    Arrays.fill(expected, expected.length - 8, expected.length, (byte) 0);
    assertThat(recode(part, 5, 1, true)).isEqualTo(expected);
  }

  @Test
  void eventsBeforeABreakAreHandedOutFirst() throws IOException {
    byte[] bytes = sample();
    LossStreamReader reader =
        LossStreamReader.open(
            "gul", new ByteArrayInputStream(Arrays.copyOf(bytes, bytes.length - 1)));
    LossEventBatch batch = new LossEventBatch();
    assertThat(reader.next(batch)).isTrue();
    assertThat(batch.size()).isEqualTo(3);
    assertThatThrownBy(() -> reader.next(batch)).hasMessageContaining("(event -9, item 1)");
    assertThatThrownBy(() -> reader.next(batch)).isInstanceOf(FailureException.class);
  }

  @Test
  void anEventThatNoArrayCanHoldIsNamedWithItsPlace() throws IOException {
    LossBuffer buffer = new LossBuffer();
    for (int event : new int[] {7, 8}) {
      for (int item = 1; item <= (event == 7 ? 1 : 100); item++) {
        buffer.beginItem(event, item);
        buffer.pair(1, 5f);
        buffer.endItem();
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LossStreamWriter("s", out, LossStreamHeader.lossStream(1)).append(buffer);
    // Event 8 has 2,400 bytes; the least that can be refused.
    for (int most : new int[] {100, 2399}) {
      LossStreamReader reader =
          LossStreamReader.open(
              List.of(
                  new LossStreamReader.Source("s", new ByteArrayInputStream(out.toByteArray()))),
              false,
              1,
              most);
      LossEventBatch batch = new LossEventBatch();
      assertThat(reader.next(batch)).isTrue();
      assertThat(batch.eventId(0)).isEqualTo(7);
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> reader.next(batch))
            .isInstanceOf(FailureException.class)
            .hasMessageContaining("s: byte 32 (event 8)")
            .hasMessageContaining("has more than " + most + " bytes");
      }
    }
  }

  @Test
  void severalStreamsAreReadInTurnAndTheirEventsStayApart() throws IOException {
    byte[] bytes = sample();
    LossStreamReader reader =
        LossStreamReader.open(
            List.of(
                new LossStreamReader.Source("a", new ByteArrayInputStream(bytes)),
                new LossStreamReader.Source("b", new ByteArrayInputStream(bytes))),
            false,
            1 << 20);
    LossEventBatch batch = new LossEventBatch();
    int events = 0;
    while (reader.next(batch)) {
      events += batch.size();
    }
    assertThat(events).isEqualTo(8);
    byte[] other = bytes.clone();
    other[4]++;
    assertThatThrownBy(
            () ->
                LossStreamReader.open(
                    List.of(
                        new LossStreamReader.Source("a", new ByteArrayInputStream(bytes)),
                        new LossStreamReader.Source("b", new ByteArrayInputStream(other))),
                    false,
                    1))
        .hasMessageContaining("b: byte 0");
  }

  @Test
  void rowsHoldSpecialSamplesFirstAndDropTheStandardDeviation() {
    LossBuffer buffer = new LossBuffer();
    buffer.beginItem(3, 1);
    float[] losses = {5, 0.5f, 30, 2, 10, 0, 100, 102, Float.NaN};
    int[] sidx = {-5, -4, -3, -2, -1, 1, 2, 4, 3};
    for (int i = 0; i < sidx.length; i++) {
      buffer.pair(sidx[i], losses[i]);
    }
    buffer.endItem();
    LossEventView view = view(buffer, 4);
    float[] row = new float[9];
    assertThat(view.read(0, row, 1)).isEqualTo(0.5f);
    assertThat(row).containsExactly(0, 5, 30, 10, 0, 100, 0, 102, 0);
    long[] lanes = new long[1];
    view.mark(0, lanes);
    assertThat(lanes[0]).isEqualTo(0b1111111L);
    float[] compact = new float[5];
    view.read(0, compact, 0, new int[] {0, 1, 2, -1, 3, -1, 4});
    assertThat(compact).containsExactly(5, 30, 10, 100, 102);
  }

  @Test
  void badPairsAreToldWithTheirPlace() {
    assertBad("sample index 5, expected", new int[] {1, 5}, 1, 1);
    assertBad("sample index -6, expected", new int[] {-6}, 1);
    assertBad("sample 1 has losses 1.0 and 2.0", new int[] {1, 2, 1}, 1, 1, 2);
    assertBad("sample -1 has losses 1.0 and 2.0", new int[] {-1, -1}, 1, 2);
    assertBad("loss Infinity of sample 2", new int[] {1, 2}, 1, Float.POSITIVE_INFINITY);
    assertBad("loss 1.99999997E18 of sample 2", new int[] {1, 2}, 1, 2e18f);
    assertBad("loss -3.0E38 of sample -3", new int[] {-3}, -3e38f);
    assertBad("loss -Infinity of sample -1", new int[] {-1}, Float.NEGATIVE_INFINITY);
  }

  private static void assertBad(String message, int[] sidx, float... losses) {
    LossBuffer buffer = new LossBuffer();
    buffer.beginItem(3, 1);
    for (int i = 0; i < sidx.length; i++) {
      buffer.pair(sidx[i], losses[i]);
    }
    buffer.endItem();
    int at = 16 + 8 * (sidx.length - 1);
    assertThatThrownBy(() -> view(buffer, 4).read(0, new float[7], 0))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("gul: byte " + at + " (event 3, item 1)")
        .hasMessageContaining(message);
  }

  @Test
  void zeroLossesMayBeGivenTwice() {
    LossBuffer buffer = new LossBuffer();
    buffer.beginItem(3, 1);
    buffer.pair(1, 7);
    buffer.pair(1, 0);
    buffer.endItem();
    float[] row = new float[7];
    view(buffer, 4).read(0, row, 0);
    assertThat(row[3]).isEqualTo(7);
  }

  @Test
  void eventZeroIsRefused() {
    LossBuffer buffer = new LossBuffer();
    buffer.beginItem(0, 1);
    buffer.endItem();
    assertThatThrownBy(() -> view(buffer, 4)).hasMessageContaining("event id 0");
  }

  @Test
  void outputHasThreeSpecialPairsAndTheSamplesThatAreNotZero() {
    LossBuffer buffer = new LossBuffer();
    buffer.accept(7, 9, 0, new float[] {99, 1, 0, 3, 0, -0.0f, 4, Float.NaN}, 1, 7, null);
    buffer.accept(7, 10, 0.25f, new float[] {0, 0, 0, 0, 6}, 0, 5, new int[] {-5, -3, -1, 2, 8});
    LossEventView view = view(buffer, 8);
    assertThat(pairs(view, 0)).isEqualTo("-5=1.0 -3=0.0 -1=3.0 3=4.0 4=NaN");
    assertThat(pairs(view, 1)).isEqualTo("-5=0.0 -4=0.25 -3=0.0 -1=0.0 8=6.0");
  }

  @Test
  void anIndexFindsEveryEvent() throws IOException {
    byte[] bytes = sample();
    LossStreamIndex index = LossStreamIndex.scan("gul", new ByteArrayInputStream(bytes), false);
    assertThat(index.size()).isEqualTo(4);
    assertThat(index.eventId(3)).isEqualTo(-9);
    assertThat(index.offset(0)).isEqualTo(8);
    assertThat(index.offset(4)).isEqualTo(bytes.length);
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(bytes, 0, 8);
    for (int i = 0; i < index.size(); i++) {
      byte[] part =
          Arrays.copyOfRange(
              bytes, (int) index.offset(i), (int) (index.offset(i) + index.length(i)));
      LossStreamReader reader =
          LossStreamReader.part(
              index.header(),
              new LossStreamReader.Source("gul", new ByteArrayInputStream(part)),
              index.offset(i),
              false);
      LossEventBatch batch = new LossEventBatch();
      assertThat(reader.next(batch)).isTrue();
      assertThat(batch.size()).isEqualTo(1);
      assertThat(batch.eventItems(0)).isEqualTo(index.itemCount(i));
      assertThat(batch.eventOffset(0)).isEqualTo(index.offset(i));
      joined.write(part);
    }
    assertThat(joined.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void damagedStreamsFailOnlyWithOurMessage() throws IOException {
    byte[] bytes = sample();
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(20));
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            switch (random.nextInt(4)) {
              case 0 -> 0;
              case 1 -> -1;
              case 2 -> (byte) (damaged[at] ^ 1 << random.nextInt(8));
              default -> (byte) random.nextInt();
            };
      }
      try {
        read(damaged);
      } catch (FailureException e) {
        assertThat(e.failure().where()).as("seed %s", seed).startsWith("gul: byte ");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  // Three events of 1 to 3 items and one more.
  static byte[] sample() throws IOException {
    LossBuffer buffer = new LossBuffer();
    int[][] items = {{1, 1}, {1, 2}, {5, 2}, {2, 1}, {2, 3}, {2, 2}, {-9, 1}};
    Random random = new Random(1);
    for (int[] item : items) {
      buffer.beginItem(item[0], item[1]);
      for (int s = -5; s <= 4; s++) {
        if (s != 0 && random.nextInt(3) > 0) {
          buffer.pair(s, 1000 * random.nextFloat());
        }
      }
      buffer.endItem();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LossStreamWriter writer = new LossStreamWriter("out", out, LossStreamHeader.lossStream(4));
    writer.append(buffer);
    assertThat(writer.length()).isEqualTo(out.size());
    return out.toByteArray();
  }

  private static LossEventView view(LossBuffer buffer, int maxSample) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LossStreamWriter("out", out, LossStreamHeader.lossStream(maxSample)).append(buffer);
    LossEventBatch batch = new LossEventBatch();
    LossStreamReader.open("gul", new ByteArrayInputStream(out.toByteArray())).next(batch);
    return new LossEventView().moveTo(batch, 0);
  }

  private static String pairs(LossEventView view, int item) {
    List<String> pairs = new ArrayList<>();
    for (int p = 0; p < view.pairCount(item); p++) {
      pairs.add(view.sidx(item, p) + "=" + view.loss(item, p));
    }
    return String.join(" ", pairs);
  }

  /** Reads everything, rows included. */
  private static int read(byte[] bytes) {
    LossStreamReader reader = LossStreamReader.open("gul", new ByteArrayInputStream(bytes));
    LossEventBatch batch = new LossEventBatch();
    LossEventView view = new LossEventView();
    int lanes = Math.min(reader.header().maxSample(), 1000) + 3;
    int events = 0;
    while (reader.next(batch)) {
      for (int e = 0; e < batch.size(); e++) {
        view.moveTo(batch, e);
        for (int i = 0; i < view.itemCount(); i++) {
          if (reader.header().maxSample() <= 1000) {
            view.read(i, new float[lanes], 0);
          }
        }
        events++;
      }
    }
    return events;
  }

  private static byte[] recode(byte[] bytes, int chunk, int batchBytes) throws IOException {
    return recode(bytes, chunk, batchBytes, false);
  }

  private static byte[] recode(byte[] bytes, int chunk, int batchBytes, boolean lenient)
      throws IOException {
    InputStream in =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] b, int off, int len) {
            return super.read(b, off, Math.min(len, chunk));
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LossStreamReader reader =
        LossStreamReader.open(
            List.of(new LossStreamReader.Source("gul", in)), lenient, batchBytes)) {
      LossStreamWriter writer = new LossStreamWriter("out", out, reader.header());
      LossEventBatch batch = new LossEventBatch();
      LossEventView view = new LossEventView();
      LossBuffer buffer = new LossBuffer();
      while (reader.next(batch)) {
        buffer.clear();
        for (int e = 0; e < batch.size(); e++) {
          view.moveTo(batch, e);
          for (int i = 0; i < view.itemCount(); i++) {
            buffer.beginItem(view.eventId(), view.itemId(i));
            for (int p = 0; p < view.pairCount(i); p++) {
              buffer.pair(view.sidx(i, p), view.loss(i, p));
            }
            buffer.endItem();
          }
        }
        writer.append(buffer);
      }
    }
    return out.toByteArray();
  }
}
