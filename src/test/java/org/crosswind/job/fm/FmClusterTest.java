package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crosswind.engine.spark.ClusterProcess;
import org.crosswind.job.Main;
import org.crosswind.model.insurance.FmAnalysis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fm command on executors that are JVMs of their own. */
@Tag("spark")
@Tag("slow")
class FmClusterTest {
  @TempDir Path temp;

  @Test
  void aManifestOfTheGoldensWritesWhatThePipeWrites() throws Exception {
    Path out = Files.createDirectory(temp.resolve("out"));
    List<FmAnalysis> analyses = FmRuns.goldens(out);
    Map<String, byte[]> expected = FmRuns.pipe(analyses, temp);
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
    Path file = Files.writeString(temp.resolve("runs.csv"), manifest);

    int exitCode =
        ClusterProcess.run(
            temp, Main.class.getName(), "fm", "--manifest", file.toString(), "--molecules", "64");

    assertThat(exitCode).as(() -> ClusterProcess.tail(temp)).isZero();
    FmRuns.assertWritten(out, expected);
  }
}
