package org.crosswind.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class FailureExceptionTest {
  @Test
  void theFailureSurvivesJavaSerialisation() throws Exception {
    Failure failure = new Failure(FailureReason.INVALID, "book.csv:7", "recovery 1.2");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new FailureException(failure, new ArithmeticException("cause")));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      FailureException back = (FailureException) in.readObject();
      assertThat(back.failure()).isEqualTo(failure);
      assertThat(back).hasMessage("book.csv:7: recovery 1.2 [INVALID]");
      assertThat(back).hasCauseInstanceOf(ArithmeticException.class);
    }
  }
}
