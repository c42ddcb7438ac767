package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PieceOutputTest {
  private static final int PIECE = 1 << 18;

  /** Takes less than it is offered now and then, as a pipe does. */
  private static final class Slow implements WritableByteChannel {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final List<Integer> begins = new ArrayList<>();
    final Random random = new Random(3);
    boolean whole;

    @Override
    public int write(ByteBuffer from) {
      begins.add(bytes.size());
      int n = whole ? from.remaining() : 1 + random.nextInt(from.remaining());
      for (int i = 0; i < n; i++) {
        bytes.write(from.get());
      }
      return n;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      begins.add(-1);
    }
  }

  @Test
  void everyByteArrivesOnceWhateverTheSizesAndFlushes() throws IOException {
    Random random = new Random(5);
    Slow slow = new Slow();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    try (PieceOutput out = new PieceOutput(slow)) {
      for (int i = 0; i < 60; i++) {
        byte[] bytes = new byte[random.nextInt(100_000)];
        random.nextBytes(bytes);
        out.write(bytes, 0, bytes.length);
        expected.write(bytes, 0, bytes.length);
        out.write(i);
        expected.write(i);
        if (random.nextInt(5) == 0) {
          out.flush();
          assertThat(slow.bytes.size()).isEqualTo(expected.size());
        }
      }
    }
    assertThat(slow.bytes.toByteArray()).isEqualTo(expected.toByteArray());
    assertThat(slow.begins).endsWith(-1);
  }

  @Test
  void afterAFailureNothingIsWrittenAndClosingIsQuiet() throws IOException {
    List<String> calls = new ArrayList<>();
    WritableByteChannel full =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer from) throws IOException {
            calls.add("write");
            throw new IOException("No space left on device");
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {
            calls.add("close");
          }
        };
    PieceOutput out = new PieceOutput(full);
    out.write(new byte[10]);
    assertThatThrownBy(out::flush)
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThatThrownBy(out::flush).isInstanceOf(IOException.class);
    out.close();
    assertThat(calls).containsExactly("write", "close");
  }

  @Test
  void piecesBeginAtMultiplesOfTheirSize() throws IOException {
    Slow slow = new Slow();
    slow.whole = true;
    try (PieceOutput out = new PieceOutput(slow)) {
      out.write(new byte[8]);
      out.write(new byte[3 * PIECE]);
      out.flush();
      out.write(new byte[PIECE]);
    }
    assertThat(slow.begins)
        .containsExactly(0, PIECE, 2 * PIECE, 3 * PIECE, 3 * PIECE + 8, 4 * PIECE, -1);
  }
}
