package org.crosswind.engine;

import java.util.Objects;

/**
 * An engine that adds something to the runs of another one. Closing it does nothing: the engine
 * behind is its owner's.
 */
public abstract class DelegatingEngine implements Engine {
  private final Engine behind;

  /** Adds to the runs of this engine. */
  protected DelegatingEngine(Engine behind) {
    this.behind = Objects.requireNonNull(behind, "engine");
  }

  /** The engine that computes. */
  protected final Engine behind() {
    return behind;
  }

  @Override
  public <V> Shared<V> share(V value) {
    return behind.share(value);
  }

  @Override
  public int parallelism() {
    return behind.parallelism();
  }

  @Override
  public String name() {
    return behind.name();
  }

  @Override
  public final void close() {}
}
