package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract on threads. */
class LocalEngineLibraryTest extends EngineLibraryContract {
  private final Engine engine = Engine.local(3);

  @Override
  protected Engine engine() {
    return engine;
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void nothingNeedsToBeSerialisable() {
    Object here = new Object();
    assertThat(engine.map(List.of(here), o -> o == here ? new Object[] {here} : null).values())
        .singleElement()
        .isInstanceOf(Object[].class);
  }

  @Test
  void anErrorThatSaysTheJvmIsInTroubleReachesTheCaller() {
    assertThatThrownBy(
            () ->
                engine.map(
                    numbers(3),
                    n -> {
                      throw new OutOfMemoryError("pretended");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(
            () ->
                engine
                    .submit(
                        numbers(3),
                        n -> {
                          throw new OutOfMemoryError("pretended");
                        })
                    .join())
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aClosedEngineSaysSoAndItsThreadsEnd() throws InterruptedException {
    Engine closed = Engine.local(2);
    closed.map(numbers(10), n -> n);
    closed.close();
    assertThatThrownBy(() -> closed.map(numbers(1), n -> n))
        .isInstanceOf(EngineException.class)
        .hasMessage("map: the engine is closed");
    engine.close();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("crosswind-local-")) {
        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  @Test
  void anEngineWithoutANumberHasAllProcessors() {
    try (Engine all = Engine.local()) {
      assertThat(all.parallelism()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }
  }
}
