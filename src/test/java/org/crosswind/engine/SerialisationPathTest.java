package org.crosswind.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SerialisationPathTest {
  private static final String CULPRIT =
      " is a " + Connection.class.getName() + ", which is not java.io.Serializable";

  @Test
  void anObjectThatIsNotSerialisableIsNamed() {
    assertThat(describe(new Connection())).isEqualTo("it" + CULPRIT);
  }

  @Test
  void aFieldOfASuperclassIsNamedWithItsClass() {
    assertThat(describe(new Derived()))
        .isEqualTo("field connection of " + Base.class.getName() + CULPRIT);
  }

  @Test
  void transientFieldsAreNotLookedAt() {
    Derived derived = new Derived();
    derived.connection = null;
    derived.cache = new Connection();
    assertThat(describe(derived)).isEmpty();
  }

  @Test
  void elementsAndValuesOfContainersAreFound() {
    List<Object> list = new ArrayList<>(List.of(1, new Object[] {"a", new Connection()}));
    assertThat(describe(list)).isEqualTo("element 1 of element 1 of java.util.ArrayList" + CULPRIT);
    assertThat(describe(new HashMap<>(Map.of("k", new Connection()))))
        .isEqualTo("a value of java.util.HashMap" + CULPRIT);
  }

  @Test
  void whatALambdaCapturesIsNumbered() {
    int first = 1;
    Derived second = new Derived();
    AtomFunction<Integer, Integer> lambda = n -> n + first + second.hashCode();
    String test = SerialisationPathTest.class.getName();
    assertThat(describe(lambda))
        .isEqualTo(
            "field connection of "
                + Base.class.getName()
                + ", in captured value 2 of the lambda in "
                + test
                + CULPRIT);
  }

  @Test
  void aRingIsWalkedOnce() {
    List<Object> ring = new ArrayList<>();
    ring.add(ring);
    ring.add(new Connection());
    assertThat(describe(ring)).isEqualTo("element 1 of java.util.ArrayList" + CULPRIT);
  }

  @Test
  void nothingIsSaidOfAnotherException() {
    assertThat(SerialisationPath.describe(new Connection(), new IOException("disk"))).isEmpty();
  }

  private static String describe(Object value) {
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      out.writeObject(value);
      return "";
    } catch (IOException e) {
      return SerialisationPath.describe(value, e);
    }
  }

  private static final class Connection {}

  private static class Base implements Serializable {
    Connection connection = new Connection();
    transient Object cache;
  }

  private static final class Derived extends Base {}
}
