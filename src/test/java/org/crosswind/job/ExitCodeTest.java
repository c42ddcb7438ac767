package org.crosswind.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.crosswind.job.config.ConfigException;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExitCodeTest {
  @Test
  void aWrongConfigurationIsUsageAndTheUnexpectedIsOurs() {
    assertThat(ExitCode.of(new ConfigException("run.id = ?"))).isEqualTo(ExitCode.USAGE);
    assertThat(ExitCode.of(new IOException("gone"))).isEqualTo(ExitCode.INTERNAL);
    assertThat(ExitCode.of(new OutOfMemoryError())).isEqualTo(ExitCode.INTERNAL);
  }

  @ParameterizedTest
  @EnumSource(FailureReason.class)
  void whatRefusesOrHangsIsNoFaultOfTheInput(FailureReason reason) {
    ExitCode expected =
        switch (reason) {
          case IO, INTERNAL, TIMED_OUT -> ExitCode.INTERNAL;
          default -> ExitCode.NO_INPUT;
        };
    assertThat(ExitCode.of(FailureException.of(reason, "book.csv", "no"))).isEqualTo(expected);
    assertThat(ExitCode.of(reason)).isEqualTo(expected);
  }
}
