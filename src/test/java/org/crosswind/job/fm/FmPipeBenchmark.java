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
 * Stream from file to file, warm, and the floor: a plain loop that reads the same stream, decodes
 * every pair, and encodes and writes as many bytes as the result has.
 *
 * <pre>
 * java -cp target/classes:target/test-classes:... org.crosswind.job.fm.FmPipeBenchmark FOLDER RULE THREADS ROUNDS
 * </pre>
 */
public final class FmPipeBenchmark {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private FmPipeBenchmark() {}

  /** Prints seconds a round for the engine and the floor. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int rule = Integer.parseInt(args[1]);
    int threads = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    boolean floorToo = args.length < 5;
    boolean inMemory = args.length > 4 && args[4].equals("memory");
    long t0 = System.nanoTime();
    FmStructure structure =
        FmStructure.of(
            new OasisStaticReader(
                    new LocalStaticFolder(folder.resolve(rule == 0 ? "input_a0" : "input")))
                .read(),
            rule,
            FmCompatibility.STANDARD);
    System.out.printf(Locale.ROOT, "structure %.2f s%n", (System.nanoTime() - t0) / 1e9);
    Path in = folder.resolve("gul.bin");
    Path out = folder.resolve("fm-" + rule + ".bin");
    if (inMemory) {
      memory(structure, in, threads, rounds);
      return;
    }
    for (int i = 0; i < rounds; i++) {
      Files.deleteIfExists(out);
      long start = System.nanoTime();
      long cpuStart = cpu();
      engine(structure, in, out, threads);
      double seconds = (System.nanoTime() - start) / 1e9;
      double cpuSeconds = (cpu() - cpuStart) / 1e9;
      Files.deleteIfExists(folder.resolve("floor.bin"));
      long floorStart = System.nanoTime();
      long cpuFloor = cpu();
      if (floorToo) {
        floor(in, folder.resolve("floor.bin"), Files.size(out));
      }
      double floor = (System.nanoTime() - floorStart) / 1e9;
      double cpuFloorSeconds = (cpu() - cpuFloor) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "engine %.3f s (cpu %.3f), %.0f MB/s; floor %.3f s (cpu %.3f); ratio %.2f (cpu %.2f); in %d MB, out %d MB%n",
          seconds,
          cpuSeconds,
          Files.size(in) / cpuSeconds / 1e6,
          floor,
          cpuFloorSeconds,
          seconds / floor,
          cpuSeconds / cpuFloorSeconds,
          Files.size(in) / 1_000_000,
          Files.size(out) / 1_000_000);
    }
  }

  /** Processor time of this thread, ns: what counts on a busy machine, with one thread. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /**
   * Without the system: the stream is mapped, and what is written is copied to a piece and lost.
   */
  private static void memory(FmStructure structure, Path in, int threads, int rounds)
      throws IOException {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      long cpuStart = cpu();
      long length;
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
        length = writer.length();
      }
      double cpuSeconds = (cpu() - cpuStart) / 1e9;
      least = Math.min(least, cpuSeconds);
      System.out.printf(
          Locale.ROOT,
          "in memory %.3f s (cpu %.3f, least %.3f), out %d MB%n",
          (System.nanoTime() - start) / 1e9,
          cpuSeconds,
          least,
          length / 1_000_000);
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
