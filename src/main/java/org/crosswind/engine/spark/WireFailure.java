package org.crosswind.engine.spark;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.crosswind.model.run.Failure;
import org.crosswind.model.run.FailureReason;

/** A failure inside a payload; alone it is registered and travels by itself. */
public final class WireFailure {
  private WireFailure() {}

  /** Writes a failure that is not null. */
  public static void write(Output output, Failure failure) {
    output.writeString(failure.reason().name());
    output.writeString(failure.where());
    output.writeString(failure.message());
  }

  /** Reads what {@link #write} wrote. */
  public static Failure read(Input input) {
    return new Failure(
        FailureReason.valueOf(input.readString()), input.readString(), input.readString());
  }
}
