package org.crosswind.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.SparkConf;
import org.crosswind.model.run.FailureException;
import org.junit.jupiter.api.Test;

class SparkSettingsTest {

  @Test
  void whatTheUserLeftOpenIsFilledIn() {
    SparkConf conf = SparkSettings.complete(new SparkConf(false), "xva", List.of());
    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.get("spark.app.name")).isEqualTo("xva");
    assertThat(conf.get("spark.serializer"))
        .isEqualTo("org.apache.spark.serializer.KryoSerializer");
    assertThat(conf.get("spark.kryo.registrationRequired")).isEqualTo("true");
    assertThat(conf.get("spark.sql.parquet.compression.codec")).isEqualTo("zstd");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(conf.get("spark.locality.wait")).isEqualTo("0s");
    assertThat(conf.get("spark.ui.showConsoleProgress")).isEqualTo("false");
  }

  @Test
  void whatTheUserSetStays() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.master", "yarn")
            .set("spark.app.name", "tonight")
            .set("spark.sql.parquet.compression.codec", "snappy")
            .set("spark.kryo.registrationRequired", "false")
            .set("spark.executor.extraJavaOptions", "-Dx=1");
    SparkSettings.complete(conf, "xva", List.of());
    assertThat(conf.get("spark.master")).isEqualTo("yarn");
    assertThat(conf.get("spark.app.name")).isEqualTo("tonight");
    assertThat(conf.get("spark.sql.parquet.compression.codec")).isEqualTo("snappy");
    assertThat(conf.get("spark.kryo.registrationRequired")).isEqualTo("false");
    assertThat(conf.contains("spark.ui.enabled")).isFalse();
    assertThat(conf.contains("spark.locality.wait")).isFalse();
    assertThat(conf.get("spark.executor.extraJavaOptions")).startsWith("-Dx=1 -");
  }

  @Test
  void workIsCutForTheExecutorsThatMayComeAndNotForThoseThatAreThere() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.master", "yarn")
            .set("spark.executor.cores", "4")
            .set("spark.dynamicAllocation.enabled", "true");
    assertThat(SparkSettings.parallelism(conf, 2)).isEqualTo(200);
    conf.set("spark.dynamicAllocation.maxExecutors", "25");
    assertThat(SparkSettings.parallelism(conf, 2)).isEqualTo(100);
    assertThat(SparkSettings.parallelism(conf, 120)).isEqualTo(120);
    conf.set("spark.default.parallelism", "7");
    assertThat(SparkSettings.parallelism(conf, 7)).isEqualTo(7);

    SparkConf fixed =
        new SparkConf(false)
            .set("spark.master", "yarn")
            .set("spark.executor.cores", "4")
            .set("spark.executor.instances", "10");
    assertThat(SparkSettings.parallelism(fixed, 32)).isEqualTo(40);
    assertThat(SparkSettings.parallelism(fixed.set("spark.master", "local[2]"), 2)).isEqualTo(2);
    assertThat(SparkSettings.parallelism(new SparkConf(false), 0)).isEqualTo(1);
  }

  @Test
  void resultsMayTakeHalfOfTheDriver() {
    SparkConf conf = new SparkConf(false);
    SparkSettings.sizes(conf, 8L << 30);
    assertThat(conf.get("spark.driver.maxResultSize")).isEqualTo("4096m");
    SparkConf small = new SparkConf(false);
    SparkSettings.sizes(small, 512L << 20);
    assertThat(small.get("spark.driver.maxResultSize")).isEqualTo("1024m");
  }

  @Test
  void ourRegistratorsComeFirstAndTheUsersFollow() {
    SparkConf conf = new SparkConf(false).set("spark.kryo.registrator", "com.example.Theirs");
    SparkSettings.complete(conf, "xva", List.of(SparkEngineTest.Payloads.class));
    SparkSettings.complete(conf, "xva", List.of(SparkEngineTest.Payloads.class));
    assertThat(conf.get("spark.kryo.registrator"))
        .isEqualTo(
            CrosswindKryo.class.getName()
                + ","
                + SparkEngineTest.Payloads.class.getName()
                + ",com.example.Theirs");
  }

  @Test
  void executorsGetTheVectorModuleOnceWhenThisJvmHasIt() {
    boolean here = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    SparkConf open = SparkSettings.complete(new SparkConf(false), "xva", List.of());
    assertThat(open.get("spark.executor.extraJavaOptions").contains("jdk.incubator.vector"))
        .isEqualTo(here);
    SparkConf given =
        new SparkConf(false)
            .set("spark.executor.defaultJavaOptions", "--add-modules=jdk.incubator.vector");
    SparkSettings.complete(given, "xva", List.of());
    assertThat(given.get("spark.executor.extraJavaOptions"))
        .isEqualTo("-XX:-OmitStackTraceInFastThrow");
  }

  @Test
  void anotherSerializerIsRefused() {
    SparkConf conf =
        new SparkConf(false).set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    assertThatThrownBy(() -> SparkSettings.complete(conf, "xva", List.of()))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(
            "spark.serializer: is org.apache.spark.serializer.JavaSerializer, but");
  }
}
