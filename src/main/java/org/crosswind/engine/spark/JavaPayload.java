package org.crosswind.engine.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
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

/**
 * A value that travels by Java serialisation because its user chose {@link PayloadEncoding#JAVA}.
 * It only ever goes between the driver and the executors of one application.
 */
final class JavaPayload {
  private final Object value;

  JavaPayload(Object value) {
    this.value = value;
  }

  Object value() {
    return value;
  }

  /** A length and the bytes of an object stream. */
  static final class Wire extends Serializer<JavaPayload> {
    Wire() {
      super(true, true);
    }

    @Override
    public void write(Kryo kryo, Output output, JavaPayload payload) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
        stream.writeObject(payload.value);
      } catch (IOException e) {
        throw new KryoException("cannot serialise a " + payload.value.getClass().getName(), e);
      }
      output.writeInt(bytes.size(), true);
      output.writeBytes(bytes.toByteArray());
    }

    @Override
    public JavaPayload read(Kryo kryo, Input input, Class<JavaPayload> type) {
      byte[] bytes = input.readBytes(input.readInt(true));
      try (ObjectInputStream stream = new ContextStream(new ByteArrayInputStream(bytes))) {
        return new JavaPayload(stream.readObject());
      } catch (IOException | ClassNotFoundException e) {
        throw new KryoException("cannot read a value written by Java serialisation", e);
      }
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
