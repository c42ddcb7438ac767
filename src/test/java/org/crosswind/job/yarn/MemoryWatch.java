package org.crosswind.job.yarn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks into another JVM while it works: the bytes that live after a full collection, which {@code
 * jcmd GC.class_histogram} makes and counts, and the memory that the system has given it.
 */
final class MemoryWatch {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final String mainClass;
  private final List<Sample> samples = new ArrayList<>();

  /** What was seen when so many atoms were done, in MB. */
  private record Sample(double atoms, double live, double resident) {}

  /** Of the process with this word on its command line. */
  MemoryWatch(String mainClass) {
    this.mainClass = mainClass;
  }

  /** How many molecules have their record in journals below a folder. */
  static int recordedMolecules(Path folder) throws IOException {
    int most = 0;
    try (Stream<Path> journals = Files.find(folder, 3, (p, a) -> p.endsWith("_journal"))) {
      for (Path journal : (Iterable<Path>) journals::iterator) {
        try (Stream<Path> records = Files.list(journal)) {
          int count = (int) records.filter(p -> p.toString().endsWith(".done")).count();
          most = Math.max(most, count);
        }
      }
      return most;
    } catch (java.io.UncheckedIOException | NoSuchFileException e) {
      return 0; // it went while we looked
    }
  }

  /** Takes a sample, when the process is there. */
  void look(List<ProcessHandle> processes, double atoms) throws Exception {
    for (ProcessHandle process : processes) {
      try {
        if (isIt(process.pid())) {
          double live = live(process.pid());
          if (live > 0) {
            samples.add(new Sample(atoms, live, resident(process.pid())));
          }
        }
      } catch (NoSuchFileException e) {
        continue; // it has ended
      }
    }
  }

  private boolean isIt(long pid) throws IOException {
    byte[] line = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
    String text = new String(line, StandardCharsets.UTF_8);
    return text.contains("\0" + mainClass) || text.contains("." + mainClass + "\0");
  }

  private static double live(long pid) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    Matcher total = TOTAL.matcher(said);
    return total.find() ? Long.parseLong(total.group(1)) / 1e6 : 0; // 0: it has just ended
  }

  private static double resident(long pid) throws IOException {
    Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
    return resident.find() ? Long.parseLong(resident.group(1)) / 1e3 : Double.NaN;
  }

  int samples() {
    return samples.size();
  }

  double mostLive() {
    return samples.stream().mapToDouble(Sample::live).max().orElse(Double.NaN);
  }

  /**
   * Megabytes more for a thousand atoms more: least squares over what was seen after the first
   * tenth, in which classes are loaded and code is compiled.
   */
  double slope(double atoms) {
    return slope(atoms, Sample::live);
  }

  private double slope(double atoms, ToDoubleFunction<Sample> figure) {
    List<Sample> late = samples.stream().filter(s -> s.atoms > atoms / 10).toList();
    double x = late.stream().mapToDouble(Sample::atoms).average().orElse(0);
    double y = late.stream().mapToDouble(figure).average().orElse(0);
    double xx = late.stream().mapToDouble(s -> (s.atoms - x) * (s.atoms - x)).sum();
    double xy = late.stream().mapToDouble(s -> (s.atoms - x) * (figure.applyAsDouble(s) - y)).sum();
    return 1000 * xy / xx;
  }

  /** Medians by tenths of the atoms, and the slopes. */
  String report(String process, double atoms) {
    return line(process + ", live MB", atoms, Sample::live)
        + line(process + ", resident MB", atoms, Sample::resident);
  }

  private String line(String what, double atoms, ToDoubleFunction<Sample> figure) {
    StringBuilder line = new StringBuilder(what + ", medians by tenths:");
    for (int tenth = 0; tenth < 10; tenth++) {
      double from = atoms * tenth / 10;
      double to = atoms * (tenth + 1) / 10;
      double[] inside =
          samples.stream()
              .filter(s -> s.atoms > from && s.atoms <= to)
              .mapToDouble(figure)
              .sorted()
              .toArray();
      line.append(
          inside.length == 0
              ? " -"
              : String.format(Locale.ROOT, " %.0f", inside[inside.length / 2]));
    }
    return line.append(
            String.format(
                Locale.ROOT,
                "; %+.4f MB per 1,000 atoms (%d samples)%n",
                slope(atoms, figure),
                samples.size()))
        .toString();
  }
}
