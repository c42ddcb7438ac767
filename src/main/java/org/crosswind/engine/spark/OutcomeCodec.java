package org.crosswind.engine.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.serializer.KryoRegistrator;
import org.crosswind.engine.EngineException;
import org.crosswind.model.run.Outcome;

/**
 * The outcomes of a molecule as bytes that are kept: in the same form in which they cross the wire,
 * so that a job that can run on a cluster can be resumed without more ado. The bytes are read by
 * the same version of the program only. Nothing but registered classes is written or read.
 */
public final class OutcomeCodec implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER = 1 << 12;

  private static final ThreadLocal<Map<List<Class<? extends KryoRegistrator>>, Kryo>> KRYOS =
      ThreadLocal.withInitial(HashMap::new);

  private final ArrayList<Class<? extends KryoRegistrator>> payloads;

  /**
   * A codec for the results of a job.
   *
   * @param payloads register the classes of the results, as for {@link SparkSettings}
   */
  public OutcomeCodec(List<Class<? extends KryoRegistrator>> payloads) {
    this.payloads = new ArrayList<>(payloads);
  }

  /** The bytes of a molecule's outcomes. */
  public <R> byte[] encode(int molecule, List<Outcome<R>> outcomes) {
    try (Output out = new Output(BUFFER, -1)) {
      kryo().writeObject(out, OutcomeBatch.pack(molecule, outcomes, PayloadEncoding.REGISTERED));
      return out.toBytes();
    }
  }

  /**
   * The outcomes of {@link #encode}.
   *
   * @throws EngineException when the bytes are something else
   */
  public <R> List<Outcome<R>> decode(byte[] bytes) {
    try (Input in = new Input(bytes)) {
      return kryo().readObject(in, OutcomeBatch.class).unpack(PayloadEncoding.REGISTERED);
    } catch (KryoException | ClassCastException e) {
      throw new EngineException("recorded outcomes cannot be read", e);
    }
  }

  /** A Kryo is slow to make and serves one thread at a time. */
  private Kryo kryo() {
    return KRYOS.get().computeIfAbsent(payloads, OutcomeCodec::newKryo);
  }

  private static Kryo newKryo(List<Class<? extends KryoRegistrator>> payloads) {
    Kryo kryo = new Kryo();
    kryo.setRegistrationRequired(true);
    kryo.setClassLoader(OutcomeCodec.class.getClassLoader());
    new CrosswindKryo().registerClasses(kryo);
    for (Class<? extends KryoRegistrator> payload : payloads) {
      try {
        payload.getDeclaredConstructor().newInstance().registerClasses(kryo);
      } catch (ReflectiveOperationException e) {
        throw new EngineException("no registrator of class " + payload.getName(), e);
      }
    }
    return kryo;
  }
}
