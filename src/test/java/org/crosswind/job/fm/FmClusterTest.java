package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    FmRuns.manifest(temp.resolve("runs.csv"), analyses); // the current folder of the driver

    int exitCode =
        ClusterProcess.run(
            temp, Main.class.getName(), "fm", "--manifest", "runs.csv", "--molecules", "64");

    assertThat(exitCode).as(() -> ClusterProcess.tail(temp)).isZero();
    FmRuns.assertWritten(out, expected);
  }
}
