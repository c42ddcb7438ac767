package org.crosswind.format.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.crosswind.format.TestCubes;
import org.crosswind.format.TestFiles;
import org.crosswind.format.file.Storage;
import org.crosswind.model.credit.CubeBuffer;
import org.crosswind.model.credit.ExposureCube;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Reading 64 cubes of 5,000 x 100 from a store in the page cache, against reading the same bytes
 * and doing nothing with them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class CubeStoreBenchmark {
  /** How values are written. */
  @Param({"FLOAT64", "FLOAT32"})
  public CellType type;

  private static final int CUBES = 64;

  private Path folder;
  private final List<CubeStoreEntry> entries = new ArrayList<>();
  private final CubeBuffer buffer = new CubeBuffer();
  private final byte[] bytes = new byte[1 << 18];

  /** Writes the store. */
  @Setup(Level.Trial)
  public void write() throws IOException {
    folder = Files.createTempDirectory("cubes");
    ExposureCube cube = TestCubes.random(1, 5000, 100);
    try (RecordFileWriter out =
        new RecordFileWriter(
            Storage.standard(), TestFiles.path(folder), "0", type, RecordFileWriter.ROLL_BYTES)) {
      for (int i = 0; i < CUBES; i++) {
        entries.add(out.write("NS" + i, cube));
      }
    }
  }

  /** Deletes the store. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The cubes, decoded and verified. */
  @Benchmark
  public double store() {
    double sum = 0;
    try (CubeStoreReader in = new CubeStoreReader(Storage.standard(), TestFiles.path(folder))) {
      for (CubeStoreEntry entry : entries) {
        sum += in.read(entry, buffer).value(0, 0);
      }
    }
    return sum;
  }

  /** The bytes alone, in pieces of the same size. */
  @Benchmark
  public long plain() throws IOException {
    long sum = 0;
    for (CubeStoreEntry entry : entries.subList(0, 1)) {
      try (FSDataInputStream in =
          Storage.standard().open(TestFiles.path(folder.resolve(entry.file())))) {
        long length = entries.get(CUBES - 1).end();
        for (long at = 0; at < length; at += bytes.length) {
          sum += in.read(at, bytes, 0, bytes.length) + bytes[0];
        }
      }
    }
    return sum;
  }

  /** Runs this class. */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(CubeStoreBenchmark.class.getName()).build()).run();
  }
}
