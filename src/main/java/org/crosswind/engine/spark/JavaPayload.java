package org.crosswind.engine.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import org.crosswind.engine.SerialisationPath;
import org.crosswind.model.run.FailureException;
import org.crosswind.model.run.FailureReason;

/**
 * A value that travels by Java serialisation because its user chose {@link PayloadEncoding#JAVA}.
 * It only ever goes between the driver and the executors of one application. Its bytes are made at
 * once, so that a value that cannot travel is found where it is known which one it is; they are
 * read when the value is first asked for.
 */
final class JavaPayload implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private transient Object value;
  private transient boolean known;

  private JavaPayload(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Serialises a value.
   *
   * @param what it is, for the message: {@code the result of atom 3}
   * @throws FailureException when it cannot be serialised; the message names the field
   */
  static JavaPayload of(Object value, String what) {
    JavaPayload payload = new JavaPayload(bytes(value, what));
    payload.value = value;
    payload.known = true;
    return payload;
  }

  /** The bytes of an object stream. */
  static byte[] bytes(Object value, String what) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(value);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw cannot(what, "be sent", e, SerialisationPath.describe(value, e));
    }
    return bytes.toByteArray();
  }

  /** What {@link #bytes} were made of. */
  static Object object(byte[] bytes, String what) {
    try (ObjectInputStream stream = new ContextStream(new ByteArrayInputStream(bytes))) {
      return stream.readObject();
    } catch (IOException | ClassNotFoundException | RuntimeException | StackOverflowError e) {
      throw cannot(what, "be read where it arrived", e, "");
    }
  }

  private static FailureException cannot(String what, String doWhat, Throwable e, String path) {
    String cause = path.isEmpty() ? e.toString() : path + " (" + e + ")";
    return FailureException.of(
        FailureReason.INVALID, what, "cannot " + doWhat + " by Java serialisation: " + cause);
  }

  /**
   * The value; the same object for all that ask this payload.
   *
   * @throws FailureException when the bytes cannot be read, for want of a class for example
   */
  synchronized Object value(String what) {
    if (!known) {
      value = object(bytes, what);
      known = true;
    }
    return value;
  }

  /** A length and the bytes of an object stream. */
  static final class Wire extends Serializer<JavaPayload> {
    Wire() {
      super(false, true);
    }

    @Override
    public void write(Kryo kryo, Output output, JavaPayload payload) {
      WireArrays.write(output, payload.bytes);
    }

    @Override
    public JavaPayload read(Kryo kryo, Input input, Class<JavaPayload> type) {
      return new JavaPayload(WireArrays.readBytes(input));
    }
  }

  /** Finds classes of jars that were added to the application, as Spark's own streams do. */
  private static final class ContextStream extends ObjectInputStream {
    ContextStream(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      if (loader == null) {
        return super.resolveClass(description);
      }
      try {
        return Class.forName(description.getName(), false, loader);
      } catch (ClassNotFoundException e) {
        return super.resolveClass(description); // primitives
      }
    }
  }
}
