package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.crosswind.format.oasis.FmGoldens;
import org.crosswind.model.insurance.FmAnalysis;
import org.crosswind.model.insurance.FmAnalysis.Losses;
import picocli.CommandLine;

/** The goldens as analyses of one run, and what the pipe makes of them. */
public final class FmRuns {
  /** What the pipe made of each golden, gross and net; made once. */
  private static final Map<FmAnalysis, List<byte[]>> PIPED = new ConcurrentHashMap<>();

  private FmRuns() {}

  /** All golden cases, writing to a folder. */
  public static List<FmAnalysis> goldens(Path to) throws IOException {
    List<FmAnalysis> analyses = new ArrayList<>();
    for (Path golden : FmGoldens.cases()) {
      analyses.add(golden(golden, to));
    }
    return analyses;
  }

  /** A golden case as an analysis. */
  static FmAnalysis golden(Path golden, Path to) throws IOException {
    JsonNode options = new ObjectMapper().readTree(golden.resolve("options.json").toFile());
    String name = golden.getFileName().toString();
    boolean both = options.path("dual_output").asBoolean();
    boolean net = options.path("net_loss").asBoolean();
    return new FmAnalysis(
        name,
        golden.resolve("input").toAbsolutePath().toString(),
        List.of(golden.resolve("gul.bin").toAbsolutePath().toString()),
        options.path("allocation_rule").asInt(),
        both ? Losses.BOTH : net ? Losses.NET : Losses.GROSS,
        to.resolve(name + ".bin").toString(),
        both ? Optional.of(to.resolve(name + "_net.bin").toString()) : Optional.empty(),
        options.path("sort_output").asBoolean());
  }

  /** Writes the analyses as a manifest. */
  public static Path manifest(Path file, List<FmAnalysis> analyses) throws IOException {
    StringBuilder manifest = new StringBuilder();
    manifest.append("run_id,static,input,allocation_rule,net_loss,output,net_output,sort_output\n");
    for (FmAnalysis analysis : analyses) {
      manifest.append(
          String.join(
              ",",
              analysis.runId(),
              analysis.staticFolder(),
              String.join(";", analysis.inputs()),
              "" + analysis.allocationRule(),
              analysis.losses().name().toLowerCase(Locale.ROOT),
              analysis.output(),
              analysis.netOutput().orElse(""),
              "" + analysis.sortOutput()));
      manifest.append('\n');
    }
    return Files.writeString(file, manifest);
  }

  /** The bytes that the pipe writes for each file that the analyses would write. */
  public static Map<String, byte[]> pipe(List<FmAnalysis> analyses, Path scratch)
      throws IOException {
    Map<String, byte[]> expected = new HashMap<>();
    for (FmAnalysis analysis : analyses) {
      FmAnalysis anywhere = somewhere(analysis);
      List<byte[]> streams = PIPED.get(anywhere);
      if (streams == null) {
        streams = piped(analysis, scratch);
        PIPED.put(anywhere, streams);
      }
      expected.put(analysis.output(), streams.get(0));
      if (analysis.netOutput().isPresent()) {
        expected.put(analysis.netOutput().get(), streams.get(1));
      }
    }
    return expected;
  }

  /** The analysis without the folder that it writes to. */
  private static FmAnalysis somewhere(FmAnalysis analysis) {
    return new FmAnalysis(
        analysis.runId(),
        analysis.staticFolder(),
        analysis.inputs(),
        analysis.allocationRule(),
        analysis.losses(),
        "",
        analysis.netOutput().map(file -> ""),
        analysis.sortOutput());
  }

  private static List<byte[]> piped(FmAnalysis analysis, Path scratch) throws IOException {
    Path gross = scratch.resolve("gross.bin");
    Path net = scratch.resolve("net.bin");
    List<String> args = new ArrayList<>();
    args.addAll(List.of("--threads", "1", "-v40", "-a", "" + analysis.allocationRule()));
    args.addAll(List.of("-p", analysis.staticFolder()));
    if (analysis.sortOutput()) {
      args.add("--sort-output");
    }
    args.add("-i");
    args.addAll(analysis.inputs());
    args.addAll(List.of("-o", gross.toString()));
    if (analysis.losses() == Losses.NET) {
      args.add("-n");
    } else if (analysis.losses() == Losses.BOTH) {
      args.addAll(List.of("-n", net.toString()));
    }
    int code = new CommandLine(new FmpyCommand()).execute(args.toArray(String[]::new));
    assertThat(code).as("%s", args).isZero();
    return analysis.netOutput().isPresent()
        ? List.of(Files.readAllBytes(gross), Files.readAllBytes(net))
        : List.of(Files.readAllBytes(gross));
  }

  /** Sees that a run wrote these files and nothing else. */
  public static void assertWritten(Path folder, Map<String, byte[]> expected) throws IOException {
    for (Map.Entry<String, byte[]> file : expected.entrySet()) {
      assertThat(Path.of(file.getKey())).hasBinaryContent(file.getValue());
    }
    try (var files = Files.list(folder)) {
      assertThat(files.map(Path::toString)).containsExactlyInAnyOrderElementsOf(expected.keySet());
    }
  }
}
