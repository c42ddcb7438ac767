package org.crosswind.job.fm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.crosswind.calc.fm.FmCompatibility;
import org.crosswind.engine.ProgressListener;
import org.crosswind.engine.spark.SparkEngine;
import org.crosswind.engine.spark.SparkSettings;
import org.crosswind.job.ExitCode;
import org.crosswind.job.HadoopSettings;
import org.crosswind.model.insurance.FmAnalysis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("spark")
@Timeout(300)
class FmSparkTest {
  private static JavaSparkContext spark;

  @TempDir Path temp;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            SparkSettings.application("fm-test", List.of(FmWire.class)).setMaster("local[2]"));
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64})
  void theGoldensAsOneApplicationWriteWhatThePipeWrites(int molecules) throws IOException {
    Path out = Files.createDirectory(temp.resolve("out"));
    List<FmAnalysis> analyses = FmRuns.goldens(out);
    Map<String, byte[]> expected = FmRuns.pipe(analyses, temp);
    FmOptions options =
        new FmOptions(OnBadEvent.STOP, FmCompatibility.STANDARD, molecules, Optional.empty(), 0);

    FmRun run;
    try (SparkEngine engine = new SparkEngine(spark)) {
      run = new FmJob(engine, HadoopSettings.NONE, options, ProgressListener.NONE).run(analyses);
    }

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run.molecules()).isEqualTo(molecules);
    FmRuns.assertWritten(out, expected);
  }
}
