package org.crosswind.format.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DecimalTextTest {
  @Property(tries = 5000)
  void everyDoubleComesBackFromItsText(@ForAll long bits) {
    double value = Double.longBitsToDouble(bits);
    assertThat(DecimalText.parse(Double.toString(value))).isEqualTo(Double.valueOf(value));
  }

  @Property(tries = 5000)
  void decimalsAreTheNearestDouble(
      @ForAll long digits, @ForAll @IntRange(min = -30, max = 30) int exponent) {
    String text = digits + "e" + exponent;
    assertThat(DecimalText.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @Property(tries = 5000)
  void shortDecimalsAreTheNearestDouble(
      @ForAll int whole, @ForAll @IntRange(min = 0, max = 9999) int fraction) {
    String text = whole + "." + fraction;
    assertThat(DecimalText.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @Test
  void zerosKeepTheirSign() {
    assertThat(DecimalText.parse("-0.0")).isEqualTo(-0.0);
    assertThat(DecimalText.parse("0")).isEqualTo(0.0);
    assertThat(DecimalText.parse("00012.50")).isEqualTo(12.5);
    assertThat(DecimalText.parse("1.")).isEqualTo(1);
    assertThat(DecimalText.parse("+.5")).isEqualTo(0.5);
  }

  @Test
  void exponentsFarOutsideBecomeInfinityOrZero() {
    assertThat(DecimalText.parse("1e999999999999")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(DecimalText.parse("-1e-999999999999")).isEqualTo(-0.0);
    assertThat(DecimalText.parse("0e999999999999")).isEqualTo(0);
    assertThat(DecimalText.parse("4.9e-324")).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void otherTextIsNotANumber() {
    for (String text :
        new String[] {
          "", " ", "-", ".", "e5", "1e", "1e+", "1d", "1f", "0x10", "1,5", "1 2", "infin", "NaNa",
          "na"
        }) {
      assertThatThrownBy(() -> DecimalText.parse(text))
          .as("'%s'", text)
          .isInstanceOf(NumberFormatException.class);
    }
  }
}
