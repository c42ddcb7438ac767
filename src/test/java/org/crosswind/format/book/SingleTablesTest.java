package org.crosswind.format.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.format.TestFiles.STORAGE;

import java.nio.file.Path;
import org.crosswind.format.TestFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleTablesTest {
  @TempDir Path folder;

  private org.apache.hadoop.fs.Path file(String... lines) {
    return TestFiles.write(folder, "t.csv", lines);
  }

  @Test
  void columnsMayComeInAnyOrderWithOthersBetween() {
    assertThat(
            SingleTables.credit(STORAGE, file("name,hazard,knot", "a,0.02,1.0", "b,0.03,3.0"))
                .survival(2))
        .isEqualTo(Math.exp(-0.05));
    assertThat(SingleTables.discount(STORAGE, file("time,value", "1,0.97", "2,0.94")).factor(2))
        .isEqualTo(0.94);
    CalibrationSamples samples =
        SingleTables.samples(STORAGE, file("portfolio_value,credit_factor", "-1e6,0.01", "3,0.02"));
    assertThat(samples.portfolioValues()).containsExactly(-1e6, 3);
    assertThat(samples.creditFactors()).containsExactly(0.01, 0.02);
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThatThrownBy(() -> SingleTables.credit(STORAGE, file("time,hazard", "1,0.02")))
        .hasMessageContaining("t.csv:1: column knot is missing; expected the columns knot, hazard");
    assertThatThrownBy(() -> SingleTables.credit(STORAGE, file("knot,hazard", "1,-0.02")))
        .hasMessageContaining("t.csv: hazard 1 is -0.02, expected a finite number >= 0");
    assertThatThrownBy(() -> SingleTables.credit(STORAGE, file("knot,hazard", "1,x")))
        .hasMessageContaining("t.csv:2: hazard is 'x', expected a number");
    assertThatThrownBy(() -> SingleTables.credit(STORAGE, file("knot,hazard")))
        .hasMessageContaining("expected as many of both and at least one");
    assertThatThrownBy(() -> SingleTables.samples(STORAGE, file("portfolio_value", "1")))
        .hasMessageContaining("column credit_factor is missing");
  }
}
