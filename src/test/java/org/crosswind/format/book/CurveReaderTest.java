package org.crosswind.format.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crosswind.format.TestFiles.STORAGE;

import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.crosswind.format.TestFiles;
import org.crosswind.model.credit.HazardCurve;
import org.crosswind.model.credit.SurvivalCurve;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveReaderTest {
  @TempDir Path folder;

  private CurveBook read(String... lines) {
    return CurveReader.read(
        STORAGE,
        TestFiles.write(
            folder, "curves.csv", "curve_id,kind,time,value\n" + String.join("\n", lines)),
        false);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> badCredit(String... lines) {
    CurveBook curves = read(lines);
    return assertThatThrownBy(() -> curves.creditCurve("A", "book.csv:9"));
  }

  @Test
  void curvesOfEachKindAreRead() {
    CurveBook curves =
        read("H,hazard,1,0.02", "S,survival,1,0.9", "H,hazard,3,0.03", "S,discount,2,1.01");
    assertThat(curves.creditCurve("H", "")).isInstanceOf(HazardCurve.class);
    assertThat(curves.creditCurve("H", "").survival(2)).isEqualTo(Math.exp(-0.05));
    assertThat(curves.creditCurve("S", "")).isInstanceOf(SurvivalCurve.class);
    assertThat(curves.creditCurve("S", "").survival(1)).isEqualTo(0.9);
    assertThat(curves.discountCurve("S", "").factor(2)).isEqualTo(1.01);
  }

  @Test
  void anUnknownCurveNamesWhoAsks() {
    CurveBook curves = read("H,hazard,1,0.02");
    assertThatThrownBy(() -> curves.creditCurve("X", "book.csv:9"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().reason()).isEqualTo(FailureReason.UNKNOWN_REFERENCE))
        .hasMessageContaining("book.csv:9: there is no hazard or survival curve 'X' in");
    assertThatThrownBy(() -> curves.discountCurve("H", "book.csv:9"))
        .hasMessageContaining("there is no discount curve 'H'");
  }

  @Test
  void whatIsWrongWithACurveIsItsFailureWithTheLine() {
    badCredit("A,hazard,1,-0.1")
        .hasMessageContaining("curves.csv:2: hazard of curve 'A' at time 1.0 is -0.1, expected");
    badCredit("A,hazard,1,nan").hasMessageContaining("is NaN, expected a finite number >= 0");
    badCredit("A,hazard,1,0.1", "A,hazard,1,0.2")
        .hasMessageContaining("curves.csv:3: curve 'A' has time 1.0 twice");
    badCredit("A,hazard,2,0.1", "A,hazard,1,0.2").hasMessageContaining("has time 1.0 after 2.0");
    badCredit("A,hazard,0,0.1")
        .hasMessageContaining("is 0.0, expected a finite number of years > 0");
    badCredit("A,survival,1,0.9", "A,survival,2,0.95")
        .hasMessageContaining("curves.csv:3: survival of curve 'A' at time 2.0 is 0.95")
        .hasMessageContaining("expected a number in (0, 0.9]");
    badCredit("A,hazard,1,0.1", "A,survival,2,0.9")
        .hasMessageContaining("curves.csv:3: curve 'A' has points of kind hazard and survival");
    badCredit("A,hazard,1,x").hasMessageContaining("curves.csv:2: value is 'x', expected a number");
    badCredit("A,hasard,1,0.1").hasMessageContaining("kind is 'hasard', expected hazard, survival");
    badCredit("A,hazard,1").hasMessageContaining("curves.csv:2: the row has 3 cells, expected 4");
  }

  @Test
  void discountFactorsAreInTheirRange() {
    for (String value : new String[] {"0", "-1", "1.51", "nan"}) {
      CurveBook curves = read("A,discount,1," + value);
      assertThatThrownBy(() -> curves.discountCurve("A", ""))
          .hasMessageContaining("discount of curve 'A' at time 1.0 is")
          .hasMessageContaining("expected a number in (0, 1.5]");
    }
    assertThat(read("A,discount,0,1").discountCurve("A", "").factor(0)).isEqualTo(1);
  }

  @Test
  void aBadCurveDoesNotSpoilTheOthers() {
    CurveBook curves = read("A,hazard,1,-1", "B,hazard,1,0.1", ",hazard,1,0.1", "A,discount,1,0.9");
    assertThat(curves.credit()).containsOnlyKeys("B");
    assertThat(curves.badCredit()).containsOnlyKeys("A");
    assertThat(curves.discount()).containsOnlyKeys("A");
    assertThat(curves.badRows()).singleElement().asString().contains("curves.csv:4");
  }
}
