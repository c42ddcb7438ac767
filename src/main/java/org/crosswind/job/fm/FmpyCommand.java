package org.crosswind.job.fm;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.calc.fm.FmStructure;
import org.crosswind.format.file.LocalOutput;
import org.crosswind.format.oasis.LocalStaticFolder;
import org.crosswind.format.oasis.LossStreamHeader;
import org.crosswind.format.oasis.LossStreamReader;
import org.crosswind.format.oasis.LossStreamWriter;
import org.crosswind.format.oasis.OasisStaticReader;
import org.crosswind.job.ExitCode;
import org.crosswind.model.insurance.FmReport;
import org.crosswind.model.insurance.FmStaticFiles;
import org.crosswind.model.insurance.FmValidator;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Drop-in for {@code fmpy}: a loss stream on standard input, the insured loss on standard output,
 * the reference's own options. Exit codes: 0 done; 2 a wrong option; 3 static files or a stream
 * that cannot be used; 1 anything else.
 */
@Command(
    name = "fmpy",
    header = {"The financial module in a pipe, with the options of fmpy.", ""},
    mixinStandardHelpOptions = true,
    description = {
      "Applies policy terms to a loss stream, with the options of the reference fmpy.",
      "Example: gul | crosswind fmpy -a2 -p input > il"
    })
public final class FmpyCommand implements Callable<Integer> {
  /** The level of warnings, as the reference counts. */
  private static final int WARNING = 30;

  private static final int WARNINGS_SHOWN = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-a", "--allocation-rule"},
      defaultValue = "0",
      description =
          "0: losses of the top groups; 1: shared by input; 2, 3: level by level"
              + " (${DEFAULT-VALUE})")
  private int allocationRule;

  @Option(
      names = {"-n", "--net-loss"},
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FILE",
      description =
          "net instead of gross; with FILE net there and gross to the output (- is standard"
              + " output)")
  private String netLoss;

  @Option(
      names = {"-p", "--static-path"},
      defaultValue = "input",
      description = "folder of the static files (${DEFAULT-VALUE})")
  private Path staticPath;

  @Option(
      names = {"-i", "--files-in"},
      arity = "1..*",
      description = "loss streams; standard input without")
  private List<Path> filesIn = List.of();

  @Option(
      names = {"-o", "--files-out"},
      arity = "1..*",
      description = "where the result goes, the first counts; standard output without")
  private List<Path> filesOut = List.of();

  @Option(
      names = {"-l", "--low-memory"},
      description = "accepted; memory is bounded anyway")
  private boolean lowMemory;

  @Option(names = "--sort-output", description = "outputs of an event in the order of the items")
  private boolean sortOutput;

  @Option(
      names = "--storage-method",
      defaultValue = "sparse",
      description = "accepted; only ${DEFAULT-VALUE}")
  private String storageMethod;

  @Option(
      names = "--create-financial-structure-files",
      description = "checks the static files only: they are compiled in memory by every run")
  private boolean createStructure;

  @Option(names = "-S", description = "accepted: step policies are recognised by their file")
  private boolean stepped;

  @Option(
      names = {"-v", "--logging-level"},
      defaultValue = "30",
      description = "above ${DEFAULT-VALUE}: no warnings about the static files")
  private int logLevel;

  @Option(
      names = "--threads",
      description = "threads; as many as processors without. The result does not depend on it")
  private Integer threads;

  @Option(
      names = "--compatibility",
      defaultValue = "standard",
      description = "standard: the right results; fmpy: the reference's where they are wrong")
  private String compatibility;

  @Override
  public Integer call() {
    try {
      run();
      return 0;
    } catch (FailureException e) {
      tell(message(e.failure()));
      return ExitCode.of(e.failure().reason()).code();
    }
  }

  private void tell(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }

  private static String message(Failure failure) {
    return "fmpy: " + failure.oneLine();
  }

  private void run() {
    checkOptions();
    FmCompatibility mode = FmCompatibility.valueOf(compatibility.toUpperCase(Locale.ROOT));
    FmStaticFiles files = new OasisStaticReader(new LocalStaticFolder(staticPath)).read();
    FmReport report = FmValidator.validate(files, allocationRule);
    report.throwIfInvalid();
    if (logLevel <= WARNING && !report.warnings().isEmpty()) {
      tell("fmpy: " + report.warningText(WARNINGS_SHOWN));
    }
    FmStructure structure = FmStructure.of(files, allocationRule, mode);
    if (createStructure) {
      return;
    }
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    List<Target> targets = new ArrayList<>();
    boolean lenient = mode == FmCompatibility.FMPY;
    try (LossStreamReader reader =
        LossStreamReader.open(sources(), lenient, LossStreamReader.DEFAULT_BATCH_BYTES)) {
      LossStreamHeader header = LossStreamHeader.lossStream(reader.header().maxSample());
      Target gross = wantsGross() ? Target.of(grossFile()) : null;
      addIfAny(targets, gross);
      Target net = netLoss != null ? Target.of(netFile()) : null;
      addIfAny(targets, net);
      LossStreamWriter grossWriter = writer(gross, header);
      LossStreamWriter netWriter = writer(net, header);
      new FmPipe(structure, sortOutput, workers).run(reader, grossWriter, netWriter);
      for (Target target : targets) {
        target.publish();
      }
      targets.clear();
    } catch (IOException e) {
      throw new FailureException(
          new Failure(FailureReason.IO, "standard input", "" + e.getMessage()), e);
    } finally {
      for (Target target : targets) {
        target.abandon();
      }
    }
  }

  private static void addIfAny(List<Target> targets, Target target) {
    if (target != null) {
      targets.add(target);
    }
  }

  private static LossStreamWriter writer(Target target, LossStreamHeader header) {
    return target == null ? null : new LossStreamWriter(target.name(), target.stream(), header);
  }

  private void checkOptions() {
    if (allocationRule < 0 || allocationRule > 3) {
      throw usage("-a " + allocationRule + ", expected 0, 1, 2 or 3");
    }
    if (netLoss != null && allocationRule == 0) {
      throw usage("-n needs losses of items, expected -a 1, 2 or 3");
    }
    if (netLoss != null && wantsGross() && netFile() != null && netFile().equals(grossFile())) {
      throw usage("-n and -o both name " + netFile() + ", expected two files");
    }
    if (!"sparse".equals(storageMethod)) {
      throw usage("--storage-method " + storageMethod + ", expected sparse");
    }
    if (threads != null && threads < 1) {
      throw usage("--threads " + threads + ", expected 1 or more");
    }
    if (!compatibility.equals("standard") && !compatibility.equals("fmpy")) {
      throw usage("--compatibility " + compatibility + ", expected standard or fmpy");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Gross is dropped by -n alone, and by -n - unless there is a file for it. */
  private boolean wantsGross() {
    return netLoss == null || !netLoss.isEmpty() && (!netLoss.equals("-") || !filesOut.isEmpty());
  }

  /** Null for standard output. */
  private Path grossFile() {
    return filesOut.isEmpty() ? null : filesOut.get(0);
  }

  private Path netFile() {
    if (netLoss.isEmpty()) {
      return grossFile();
    }
    return netLoss.equals("-") ? null : Path.of(netLoss);
  }

  private List<LossStreamReader.Source> sources() throws IOException {
    if (filesIn.isEmpty()) {
      FileChannel in = new FileInputStream(FileDescriptor.in).getChannel();
      return List.of(new LossStreamReader.Source("standard input", ChannelStreams.input(in)));
    }
    List<LossStreamReader.Source> sources = new ArrayList<>();
    for (Path file : filesIn) {
      if (!Files.exists(file)) {
        throw FailureException.of(
            FailureReason.MISSING, file.toString(), "there is no such loss stream");
      }
      FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
      sources.add(new LossStreamReader.Source(file.toString(), ChannelStreams.input(in)));
    }
    return sources;
  }

  /**
   * A file that appears when it is complete, or a pipe or standard output that is written directly.
   */
  private record Target(String name, OutputStream stream, Path temporary, Path file) {
    static Target of(Path file) {
      try {
        if (file == null) {
          FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
          return new Target("standard output", ChannelStreams.output(out), null, null);
        }
        Path place = LocalOutput.followed(file);
        Path temporary =
            LocalOutput.isReplaceable(place)
                ? place.resolveSibling("." + place.getFileName() + ".part")
                : null;
        FileChannel out =
            temporary == null
                ? FileChannel.open(place, StandardOpenOption.WRITE)
                : FileChannel.open(
                    temporary,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        return new Target(file.toString(), ChannelStreams.output(out), temporary, place);
      } catch (IOException e) {
        throw failure("" + file, e);
      }
    }

    void publish() {
      try {
        stream.close();
        if (temporary != null) {
          LocalOutput.replace(temporary, file);
        }
      } catch (IOException e) {
        throw failure(name, e);
      }
    }

    void abandon() {
      try {
        try {
          stream.close();
        } finally {
          if (temporary != null) {
            Files.deleteIfExists(temporary);
          }
        }
      } catch (IOException e) {
        throw failure(name, e);
      }
    }

    private static FailureException failure(String name, IOException e) {
      String why = e instanceof NoSuchFileException ? "its folder does not exist" : e.getMessage();
      return new FailureException(new Failure(FailureReason.IO, name, "cannot write: " + why), e);
    }
  }
}
