package org.crosswind.engine.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.crosswind.engine.Engine;
import org.crosswind.engine.EngineException;
import org.crosswind.engine.EngineLibraryContract;
import org.crosswind.engine.Result;
import org.crosswind.engine.Results;
import org.crosswind.engine.Shared;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract on a session that knows nothing of us: Spark's default serializer. */
@Tag("spark")
class SparkEngineLibraryTest extends EngineLibraryContract {
  private static SparkSession session;

  @BeforeAll
  static void start() {
    session =
        SparkSession.builder()
            .master("local[3]")
            .appName("engine-library-test")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @Override
  protected Engine engine() {
    return SparkEngine.on(session);
  }

  @Test
  void aFunctionThatCannotTravelIsRefusedAndTheFieldNamed() {
    Model model = new Model();
    assertThatThrownBy(() -> engine().map(List.of(1, 2), n -> model.rate(n)))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "map: the function cannot be sent by Java serialisation: field connection of "
                + Model.class.getName()
                + ", in captured value 1 of the lambda in "
                + SparkEngineLibraryTest.class.getName()
                + " is a "
                + Connection.class.getName()
                + ", which is not java.io.Serializable");
  }

  @Test
  void anInputThatCannotTravelIsNamedBeforeAnythingRuns() {
    List<Object> inputs = List.of("a", Map.of("key", new Connection()));
    assertThatThrownBy(() -> engine().submit(inputs, o -> o).join())
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("map: the input of atom 1: cannot be sent by Java serialisation:")
        .hasMessageContaining("a value of java.util.ImmutableCollections$Map1 is a ");
  }

  @Test
  void aResultThatCannotTravelIsAFailureOfItsInput() {
    Results<Integer, Object> results =
        engine().map(List.of(0, 1, 2, 3), n -> n == 1 ? List.of(new Connection()) : n);
    assertThat(results.values()).containsExactly(0, 2, 3);
    Result<Integer, Object> failed = results.failures().get(0);
    assertThat(failed.index()).isEqualTo(1);
    assertThat(failed.exception().message())
        .startsWith("the result of atom 1: cannot be sent by Java serialisation: element 0 of ")
        .contains(Connection.class.getName() + ", which is not java.io.Serializable");
  }

  @Test
  void aResultThatCannotBeReadBackIsAFailureOfItsInput() {
    Results<Integer, Object> results =
        engine().map(List.of(0, 1, 2), n -> n == 1 ? new Unreadable() : n);
    assertThat(results.values()).containsExactly(0, 2);
    assertThat(results.failures().get(0).exception().message())
        .contains("cannot be read where it arrived")
        .contains("not today");
  }

  @Test
  void aSharedValueReachesAllOnAnySession() {
    try (Engine engine = engine()) {
      Shared<double[]> weights = engine.share(new double[] {1, 2, 3});
      assertThat(engine.map(List.of(0, 1, 2), n -> 2 * weights.value()[n]).values())
          .containsExactly(2.0, 4.0, 6.0);
    }
  }

  /** What a user's class may hold. */
  static final class Connection {}

  /** A user's class. */
  static final class Model implements Serializable {
    private final Connection connection = new Connection();

    int rate(int n) {
      return connection.hashCode() + n;
    }
  }

  /** Refuses to be read. */
  static final class Unreadable implements Serializable {
    private void readObject(ObjectInputStream in) throws IOException {
      throw new IOException("not today");
    }
  }
}
