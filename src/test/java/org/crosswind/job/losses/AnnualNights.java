package org.crosswind.job.losses;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.crosswind.format.oasis.LossBuffer;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.job.Said;

/**
 * Runs of the financial module with annual losses, on threads of this process: the programme of the
 * examples with three outputs, two summary sets, and streams of eight events with three samples.
 */
public final class AnnualNights {
  /** Samples of each stream. */
  public static final int SAMPLES = 3;

  private static final Path EXAMPLE = Path.of("conf/examples/fm/static");

  private final Path folder;

  /** Nights below a folder. */
  public AnnualNights(Path folder) throws IOException {
    this.folder = folder;
    Path to = Files.createDirectories(folder.resolve("static"));
    try (Stream<Path> files = Files.list(EXAMPLE)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    Files.writeString(
        to.resolve("fmsummaryxref.csv"),
        "output,summary_id,summaryset_id\n1,1,1\n2,2,1\n3,1,1\n1,1,2\n2,1,2\n3,1,2\n");
  }

  /** The folder of all runs. */
  public Path out() {
    return folder.resolve("out");
  }

  /** The static tables. */
  public Path tables() {
    return folder.resolve("static");
  }

  /** Writes a ground-up stream of random losses, and returns its name. */
  public String losses(String name, long seed) throws IOException {
    Random random = new Random(seed);
    LossBuffer buffer = new LossBuffer();
    for (int event = 1; event <= 8; event++) {
      for (int item = 1; item <= 3; item++) {
        if (random.nextInt(4) > 0) {
          buffer.beginItem(event, item);
          buffer.pair(-3, 1e6f);
          buffer.pair(-1, 1e5f * random.nextFloat());
          for (int sample = 1; sample <= SAMPLES; sample++) {
            if (random.nextInt(4) > 0) {
              buffer.pair(sample, 3e5f * random.nextFloat());
            }
          }
          buffer.endItem();
        }
      }
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      out.write(LossStreamHeader.lossStream(SAMPLES).toBytes());
      buffer.writeTo(out);
    }
    return folder.resolve(name).toString();
  }

  /** Writes a text file of lines, and returns its name. */
  public String lines(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n").toString();
  }

  /** Writes a table of occurrences, each an event and a period, and returns its name. */
  public String occurrences(String name, int... eventAndPeriod) throws IOException {
    List<String> lines = new ArrayList<>(List.of("event_id,period_no"));
    for (int i = 0; i < eventAndPeriod.length; i += 2) {
      lines.add(eventAndPeriod[i] + "," + eventAndPeriod[i + 1]);
    }
    return lines(name, lines.toArray(String[]::new));
  }

  /** A night of one analysis, gross to il.bin and net to net.bin, with CSV tables. */
  public Said night(String id, String losses, String occurrences, String... more) {
    List<String> words = new ArrayList<>(List.of("--static", tables().toString()));
    words.addAll(List.of("--in", losses, "-a", "2", "-n", "net.bin"));
    if (occurrences != null) {
      words.addAll(List.of("--occurrences", occurrences));
    }
    words.addAll(Arrays.asList(more));
    return fm(id, words.toArray(String[]::new));
  }

  /** A night of any words. */
  public Said fm(String id, String... more) {
    List<String> words =
        new ArrayList<>(List.of("fm", "--output", out().toString(), "--run-id", id));
    words.addAll(List.of("--set", "run.format=csv", "--set", "run.engine=local"));
    words.addAll(Arrays.asList(more));
    return Said.run(words.toArray(String[]::new));
  }
}
