package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The arithmetic of the page Operations, "Memory". */
class MemoryNeedTest {
  @Test
  void xvaHoldsFourNumbersACellInATaskAndAKilobyteASetAndModelOnTheDriver() {
    MemoryNeed need = MemoryNeed.xva(100_000, 5, 10_000, 120, false, 1.2e11, 0);
    assertThat(need.task()).isEqualTo(32L * 10_000 * 120);
    assertThat(need.driver()).isEqualTo(1024L * 100_000 * 6);
    assertThat(need.shared()).isZero();
    assertThat(need.driverMegabytes()).isEqualTo(1792); // 1024 + 586, rounded up
    assertThat(need.executorMegabytes(4)).isEqualTo(1280); // 1024 + 4 x 36.6, rounded up
    assertThat(need.executors(4)).isEqualTo(25); // 6,000 core seconds in a minute
    assertThat(need.text("xva --config night.conf --once", 4))
        .contains("largest cube 10,000 scenarios x 120 tenors: 37 MB a task")
        .contains(
            "  submit/crosswind xva --config night.conf --once \\\n"
                + "    --master yarn --deploy-mode cluster \\\n"
                + "    --driver-memory 1792m --executor-memory 1280m --executor-cores 4 \\\n")
        .endsWith("--conf spark.dynamicAllocation.maxExecutors=25\n");
  }

  @Test
  void textAndResamplingCostMore() {
    MemoryNeed plain = MemoryNeed.xva(1000, 2, 5000, 100, false, 5e8, 0);
    MemoryNeed text = MemoryNeed.xva(1000, 2, 5000, 100, true, 5e8, 0);
    MemoryNeed resampled = MemoryNeed.xva(1000, 2, 5000, 100, false, 5e8, 1000);
    assertThat(text.task() - plain.task()).isEqualTo(24L * 500_000);
    long sum = 8L * (1000 + 5000) * (2 + 2);
    assertThat(resampled.task() - plain.task())
        .isEqualTo(12L * 500_000 + sum * 21 + (8L << 20)); // 2 log2(1000) + 1 sums
    assertThat(resampled.driver() - plain.driver()).isEqualTo(sum * 11);
  }

  @Test
  void theFinancialModuleHoldsAStructureAnExecutorAndATreeAndEventsATask() {
    MemoryNeed need = MemoryNeed.fm(4_500_000, 10_000_000, 100, 6, false, 57L << 20, 5_700L << 30);
    assertThat(need.shared()).isEqualTo(2 * 50 * 4_500_000L);
    assertThat(need.driver()).isEqualTo(2 * 50 * 4_500_000L + 40 * 10_000_000L);
    assertThat(need.task()).isEqualTo(12 * 4_500_000L + 6 * 103 * 6 + 4 * (57L << 20));
    assertThat(MemoryNeed.fm(0, 0, 97, 1000, true, 0, 0).task()).isEqualTo(4 * 6 * 100 * 1000L);
  }

  @Test
  void twoStructuresAddUpAndTheLargerTaskCounts() {
    MemoryNeed small = MemoryNeed.fm(1000, 3000, 10, 5, false, 1000, 100);
    MemoryNeed large = MemoryNeed.fm(2000, 6000, 10, 5, false, 1000, 100);
    MemoryNeed both = small.and(large);
    assertThat(both.shared()).isEqualTo(small.shared() + large.shared());
    assertThat(both.driver()).isEqualTo(small.driver() + large.driver());
    assertThat(both.task()).isEqualTo(large.task());
    assertThat(both.because()).hasSize(2);
  }

  @Test
  void figuresAreRoundedUpToWhatSparkTakes() {
    assertThat(new MemoryNeed(List.of(), 0, 0, 0, 0).driverMegabytes()).isEqualTo(1024);
    assertThat(new MemoryNeed(List.of(), 64L << 20, 0, 0, 0).driverMegabytes()).isEqualTo(1024);
    assertThat(new MemoryNeed(List.of(), 65L << 20, 0, 0, 0).driverMegabytes()).isEqualTo(1280);
    assertThat(new MemoryNeed(List.of(), 20L << 20, 20L << 20, 20L << 20, 0).localMegabytes(2))
        .isEqualTo(1280);
    assertThat(MemoryNeed.setting(1792)).isEqualTo("1792m");
    assertThat(MemoryNeed.setting(4096)).isEqualTo("4g");
    assertThat(MemoryNeed.quoted("/a/b-c.csv")).isEqualTo("/a/b-c.csv");
    assertThat(MemoryNeed.quoted("it's here")).isEqualTo("'it'\\''s here'");
    assertThatThrownBy(() -> new MemoryNeed(List.of(), -1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
