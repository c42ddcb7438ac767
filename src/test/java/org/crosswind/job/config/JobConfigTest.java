package org.crosswind.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.crosswind.format.Tables;
import org.crosswind.kernel.ops.KernelVariant;
import org.crosswind.model.credit.ModelSpec;
import org.crosswind.model.credit.ProbabilityForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobConfigTest {
  private static final Clock NIGHT =
      Clock.fixed(Instant.parse("2026-11-20T23:30:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("run.conf"), text);
  }

  private JobConfig load(String text, String... sets) throws IOException {
    return JobConfig.load(file(text), List.of(sets), NIGHT);
  }

  @Test
  void defaultsHoldWhereTheFileIsSilent() throws IOException {
    JobConfig config = load("crosswind {}");
    assertThat(config.run().id()).isEqualTo("2026-11-20");
    assertThat(config.run().format()).isEqualTo(Tables.Format.PARQUET);
    assertThat(config.run().engine()).isEqualTo(EngineChoice.SPARK);
    assertThat(config.run().kernels()).isEqualTo(KernelVariant.AUTO);
    assertThat(config.run().threads()).isPositive();
    assertThat(config.xva().models()).containsExactly(ModelSpec.of("independent", 0));
    assertThat(config.xva().settings().pfeQuantiles()).containsExactly(0.95);
  }

  @Test
  void theContractsExampleIsRead() throws IOException {
    JobConfig config =
        load(
            """
            crosswind {
              run { id = "2026-11-20", output = "out", format = parquet }
              xva {
                book = "book.csv", curves = "curves.csv", cubes = "cubes"
                models = [ { model = hullwhite, parameter = 0.5 }, { model = gaussian, parameter = 0.3 } ]
                probability = cumulative
                pfe-quantiles = [0.95, 0.99]
              }
            }
            """);
    assertThat(config.xva().models())
        .containsExactly(ModelSpec.of("hullwhite", 0.5), ModelSpec.of("gaussian", 0.3));
    assertThat(config.xva().settings().probability()).isEqualTo(ProbabilityForm.CUMULATIVE);
    assertThat(config.xva().book()).isEqualTo(folder.resolve("book.csv").toString());
    assertThat(config.run().output()).isEqualTo(folder.resolve("out").toString());
  }

  @Test
  void theCommandLineHasNoComments() throws IOException {
    JobConfig config = load("", "xva.book=/data/a#b.csv", "xva.curves=/data//curves.csv");
    assertThat(config.xva().book()).isEqualTo("/data/a#b.csv");
    assertThat(config.xva().curves()).isEqualTo("/data/curves.csv");
    assertThat(load("", "xva.pfe-quantiles=[0.9] # or so").xva().settings().pfeQuantiles())
        .containsExactly(0.9);
    assertThatThrownBy(() -> load("", "run.id=a#b")).hasMessageContaining("run.id = a#b");
    assertThatThrownBy(() -> load("", "run.id=latest")).hasMessageContaining("and not 'latest'");
  }

  @Test
  void pathsOfTheCommandLineAreRelativeToTheWorkingDirectoryAndSchemesAreKept() throws IOException {
    JobConfig config =
        load(
            "crosswind.xva.cubes = \"hdfs://nn:8020/cubes\"",
            "run.output=elsewhere",
            "crosswind.xva.book = /data/book.parquet",
            "xva.curves=s3a://bucket/curves.csv");
    assertThat(config.run().output()).isEqualTo(Path.of("elsewhere").toAbsolutePath().toString());
    assertThat(config.xva().book()).isEqualTo("/data/book.parquet");
    assertThat(config.xva().curves()).isEqualTo("s3a://bucket/curves.csv");
    assertThat(config.xva().cubes()).isEqualTo("hdfs://nn:8020/cubes");
  }

  @Test
  void laterSettingsOfTheCommandLineWin() throws IOException {
    assertThat(load("crosswind.run.id = a", "run.id=b", "run.id=c").run().id()).isEqualTo("c");
  }

  @Test
  void allMistakesAreReportedTogether() throws IOException {
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                load(
                    """
                    crosswind {
                      run { id = "../evil", format = excel, replace = perhaps, threads = -1
                            tolerated-failures = 2, engine = sparc, kernles = auto }
                      xva {
                        models = [ { modell = hullwhite }, { model = gaussian, parameter = much } ]
                        pfe-quantiles = [0.95, 1.5]
                        probability = sometimes
                        non-finite = ignore
                      }
                    }
                    speling = 1
                    """));
    assertThat(thrown.problems())
        .anySatisfy(p -> assertThat(p).contains("crosswind.run.id = ../evil", "run.conf:2"))
        .anySatisfy(p -> assertThat(p).contains("format = excel", "parquet, csv, json"))
        .anySatisfy(p -> assertThat(p).contains("replace = perhaps", "true or false"))
        .anySatisfy(p -> assertThat(p).contains("threads = -1", "[0, 4096]"))
        .anySatisfy(p -> assertThat(p).contains("tolerated-failures = 2", "[0.0, 1.0]"))
        .anySatisfy(p -> assertThat(p).contains("engine = sparc", "spark, local"))
        .anySatisfy(p -> assertThat(p).contains("kernles", "did you mean crosswind.run.kernels"))
        .anySatisfy(p -> assertThat(p).contains("models entry 1", "modell"))
        .anySatisfy(p -> assertThat(p).contains("models entry 2", "parameter"))
        .anySatisfy(p -> assertThat(p).contains("quantiles in (0, 1), but one is 1.5"))
        .anySatisfy(p -> assertThat(p).contains("probability = sometimes"))
        .anySatisfy(p -> assertThat(p).contains("non-finite = ignore"))
        .anySatisfy(p -> assertThat(p).contains("speling", "unknown key"));
    assertThat(thrown).hasMessageContaining(thrown.problems().size() + " problems");
  }

  @Test
  void aKeySetToNullIsAMistakeAndNotADefect() throws IOException {
    for (String set : List.of("run.id=null", "xva=null", "xva.book=null", "xva.models=null")) {
      assertThatThrownBy(() -> load("crosswind {}", set))
          .as(set)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("is missing");
    }
  }

  @Test
  void aModelWithoutItsParameterIsNotTakenForIndependence() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    crosswind.xva.models = [
                      { model = gaussian }
                      { model = frank, parameter = 2, degrees-of-freedom = 3 }
                      { parameter = 2 }
                      { model = worst-case, parameter = 0.5 }
                    ]
                    """))
        .hasMessageContaining("entry 4: parameter is given for model worst-case, expected none")
        .hasMessageContaining("entry 1: model gaussian has no parameter: expected rho")
        .hasMessageContaining("entry 2: degrees-of-freedom is given for model frank")
        .hasMessageContaining("entry 3 names no model");
  }

  @Test
  void whatCannotBeUsedAsItStandsIsNotUsedInPart() {
    assertThatThrownBy(() -> load("crosswind {}", "run.threads=1.5"))
        .hasMessageContaining("threads = 1.5")
        .hasMessageContaining("a whole number");
    assertThatThrownBy(() -> load("crosswind {}", "run.output="))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("crosswind.run.output");
    assertThatThrownBy(() -> load("crosswind {}", "run.id=" + "x".repeat(129)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at most 128");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> JobConfig.load(folder.resolve("none.conf"), List.of(), NIGHT))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("none.conf does not exist");
  }

  @Test
  void bookAndCurvesAreBothAskedFor() throws IOException {
    assertThatThrownBy(load("crosswind {}").xva()::requireInputs)
        .hasMessageContaining("crosswind.xva.book")
        .hasMessageContaining("crosswind.xva.curves");
  }

  @Test
  void everyKeyOfTheDefaultsIsRead() {
    JobConfig.defaults()
        .entrySet()
        .forEach(
            entry -> {
              String wrong = entry.getValue().valueType() == ConfigValueType.LIST ? "x" : "[[1]]";
              assertThatThrownBy(
                      () -> JobConfig.withoutFile(List.of(entry.getKey() + "=" + wrong), NIGHT))
                  .as(entry.getKey())
                  .isInstanceOf(ConfigException.class)
                  .hasMessageContaining(entry.getKey());
            });
  }
}
