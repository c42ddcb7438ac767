package org.crosswind.kernel.ops;

/** Which implementation of {@link ArrayOps} a run asks for. All give the same bits. */
public enum KernelVariant {
  /** Vector when the JVM was started with the Vector API module, otherwise scalar. */
  AUTO,
  /** Plain loops, on any JVM. */
  SCALAR,
  /** The Vector API; an error where its module is missing. */
  VECTOR;

  private static final String MODULE = "jdk.incubator.vector";

  /**
   * The implementation to use.
   *
   * @throws IllegalStateException when {@link #VECTOR} is asked of a JVM without the module; the
   *     message names the missing flag
   */
  public ArrayOps resolve() {
    return usesVectors() ? vector() : ScalarArrayOps.INSTANCE;
  }

  /**
   * Whether the loops with vectors are to be used, for other doors like {@link ArrayOps}.
   *
   * @throws IllegalStateException as {@link #resolve}
   */
  public boolean usesVectors() {
    boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
    if (this == VECTOR && !present) {
      throw new IllegalStateException(
          "kernel variant 'vector' was asked for, but this JVM has no module "
              + MODULE
              + ": start it with --add-modules="
              + MODULE
              + ", or ask for 'auto' or 'scalar'");
    }
    return present && this != SCALAR;
  }

  /** Apart, so that the vector class is not loaded where its module is absent. */
  private static ArrayOps vector() {
    return VectorArrayOps.INSTANCE;
  }
}
