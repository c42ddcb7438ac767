package org.crosswind.job.fm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.format.oasis.LocalStaticFolder;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.format.oasis.LossStreamWriter;
import org.crosswind.format.oasis.OasisStaticReader;

/**
 * Stream from file to file, warm, one of four comparisons:
 *
 * <ul>
 *   <li>{@code floor}: the engine against a plain loop that reads the same stream, decodes every
 *       pair, and encodes and writes as many bytes as the result has;
 *   <li>{@code scaling}: the engine with so many threads against itself with one;
 *   <li>{@code engine}: the engine alone;
 *   <li>{@code memory}: the engine without the system: the stream is mapped, and what is written is
 *       copied to a piece and lost.
 * </ul>
 *
 * Every round writes a new file, as the commands do; the file of the round before is removed
 * outside the clock. (On ext4 a file that was cut to nothing waits for the disk when it is closed.)
 * The last line has the medians, the first quarter of the rounds left out.
 *
 * <pre>
 * java -cp target/classes:target/test-classes:... org.crosswind.job.fm.FmPipeBenchmark FOLDER RULE THREADS ROUNDS [WHAT]
 * </pre>
 */
public final class FmPipeBenchmark {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private FmPipeBenchmark() {}

  /** Something to be timed. */
  private interface Task {
    void run() throws IOException;
  }

  /** Prints wall and processor seconds of each round, and medians. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int rule = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    String what = args.length > 4 ? args[4] : "floor";
    FmStructure structure =
        FmStructure.of(
            new OasisStaticReader(
                    new LocalStaticFolder(folder.resolve(rule == 0 ? "input_a0" : "input")))
                .read(),
            rule,
            FmCompatibility.STANDARD);
    Path in = folder.resolve("gul.bin");
    Path out = folder.resolve("fm-" + rule + ".bin");
    Path other = folder.resolve("other.bin");
    Task engine =
        what.equals("memory")
            ? () -> memory(structure, in, threads)
            : () -> engine(structure, in, out, threads);
    Task against =
        switch (what) {
          case "floor" -> () -> floor(in, other, Files.size(out));
          case "scaling" -> () -> engine(structure, in, other, 1);
          default -> () -> {};
        };
    double[][] seconds = new double[4][rounds];
    for (int i = 0; i < rounds; i++) {
      Files.deleteIfExists(out);
      time(engine, seconds, 0, i);
      Files.deleteIfExists(other);
      time(against, seconds, 2, i);
      print("round " + i, seconds[0][i], seconds[1][i], seconds[2][i], seconds[3][i]);
    }
    double[] medians = new double[4];
    for (int k = 0; k < medians.length; k++) {
      double[] later = Arrays.copyOfRange(seconds[k], rounds / 4, rounds);
      Arrays.sort(later);
      medians[k] = later[later.length / 2];
    }
    print(folder.getFileName() + " " + what, medians[0], medians[1], medians[2], medians[3]);
    Files.deleteIfExists(other);
  }

  private static void time(Task task, double[][] seconds, int row, int round) throws IOException {
    long wall = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    task.run();
    seconds[row][round] = (System.nanoTime() - wall) / 1e9;
    seconds[row + 1][round] =
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
  }

  /** Processor time is of the calling thread: with one, it is what counts on a busy machine. */
  private static void print(String name, double a, double cpuA, double b, double cpuB) {
    System.out.printf(
        Locale.ROOT,
        "%s: engine %.3f s (cpu %.3f), against %.3f s (cpu %.3f), ratio %.2f (cpu %.2f)%n",
        name,
        a,
        cpuA,
        b,
        cpuB,
        a / b,
        cpuA / cpuB);
  }

  /**
   * Without the system: the stream is mapped, and what is written is copied to a piece and lost.
   */
  private static void memory(FmStructure structure, Path in, int threads) throws IOException {
    try (FileChannel file = FileChannel.open(in, StandardOpenOption.READ);
        LossStreamReader reader =
            LossStreamReader.open(
                List.of(new LossStreamReader.Source("gul", mapped(file))),
                false,
                LossStreamReader.DEFAULT_BATCH_BYTES)) {
      LossStreamWriter writer =
          new LossStreamWriter(
              "fm",
              new PieceOutput(new Nowhere()),
              LossStreamHeader.lossStream(reader.header().maxSample()));
      new FmPipe(structure, false, threads).run(reader, writer, null);
    }
  }

  private static InputStream mapped(FileChannel file) throws IOException {
    ByteBuffer bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
    return new InputStream() {
      @Override
      public int read() {
        return bytes.hasRemaining() ? bytes.get() & 0xFF : -1;
      }

      @Override
      public int read(byte[] to, int offset, int length) {
        int n = Math.min(length, bytes.remaining());
        bytes.get(to, offset, n);
        return n == 0 ? -1 : n;
      }
    };
  }

  /** Takes everything. */
  private static final class Nowhere implements WritableByteChannel {
    @Override
    public int write(ByteBuffer from) {
      int n = from.remaining();
      from.position(from.limit());
      return n;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static void engine(FmStructure structure, Path in, Path out, int threads)
      throws IOException {
    try (LossStreamReader reader =
            LossStreamReader.open(
                List.of(
                    new LossStreamReader.Source(
                        "gul",
                        ChannelStreams.input(FileChannel.open(in, StandardOpenOption.READ)))),
                false,
                LossStreamReader.DEFAULT_BATCH_BYTES);
        OutputStream file = output(out)) {
      LossStreamWriter writer =
          new LossStreamWriter(
              "fm", file, LossStreamHeader.lossStream(reader.header().maxSample()));
      new FmPipe(structure, false, threads).run(reader, writer, null);
    }
  }

  private static OutputStream output(Path out) throws IOException {
    return ChannelStreams.output(
        FileChannel.open(out, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
  }

  private static void floor(Path in, Path out, long size) throws IOException {
    byte[] from = new byte[1 << 20];
    byte[] to = new byte[1 << 20];
    long written = 0;
    float sum = 0;
    try (FileChannel reader = FileChannel.open(in, StandardOpenOption.READ);
        OutputStream writer = output(out)) {
      ByteBuffer buffer = ByteBuffer.wrap(from);
      while (true) {
        buffer.clear();
        int n = 0;
        while (n < from.length) {
          buffer.limit(Math.min(from.length, n + (1 << 17)));
          int got = reader.read(buffer);
          if (got < 0) {
            break;
          }
          n += got;
        }
        if (n == 0) {
          break;
        }
        int length = 0;
        for (int at = 0; at + 8 <= n; at += 8) {
          int sidx = (int) INT.get(from, at);
          float loss = (float) FLOAT.get(from, at + 4);
          sum += loss;
          if (written + length < size) {
            INT.set(to, length, sidx);
            FLOAT.set(to, length + 4, loss * 0.5f);
            length += 8;
          }
        }
        writer.write(to, 0, length);
        written += length;
      }
      to[0] = (byte) sum;
      while (written < size) {
        int length = (int) Math.min(to.length, size - written);
        writer.write(to, 0, length);
        written += length;
      }
    }
  }
}
