package org.crosswind.engine;

import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds out why a value cannot be sent by Java serialisation, which by itself only names a class:
 * walks what the value holds to the first object of that class, and says by which fields it is
 * reached.
 */
public final class SerialisationPath {
  private static final int LIMIT = 100_000;

  private final Deque<Step> todo = new ArrayDeque<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private SerialisationPath() {}

  /** An object to look at, and how it is reached from the one asked about. */
  private record Step(Object value, String path) {}

  /**
   * Describes the object that stood in the way.
   *
   * @param value what should have been written
   * @param thrown what came of it; a {@link NotSerializableException} is looked for among its
   *     causes
   * @return for example {@code field connection of com.bank.Model, in captured value 1 of the
   *     lambda in com.bank.Night, is a com.bank.Connection, which is not java.io.Serializable};
   *     empty where nothing was found (a class may refuse in code of its own)
   */
  public static String describe(Object value, Throwable thrown) {
    String culprit = culprit(thrown);
    SerialisationPath search = new SerialisationPath();
    search.add(unwrapped(value), "");
    for (int k = 0; culprit != null && k < LIMIT && !search.todo.isEmpty(); k++) {
      Step step = search.todo.remove();
      if (step.value() instanceof Serializable) {
        search.expand(step);
      } else if (step.value().getClass().getName().equals(culprit)) {
        String who = step.path().isEmpty() ? "it" : step.path();
        return who + " is a " + culprit + ", which is not java.io.Serializable";
      }
    }
    return "";
  }

  private static String culprit(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof NotSerializableException && t.getMessage() != null) {
        return t.getMessage().lines().findFirst().orElse(null); // Spark adds lines
      }
    }
    return null;
  }

  /** What the user gave, without what the engine put around it. */
  private static Object unwrapped(Object value) {
    if (value instanceof Attempt<?> attempt) {
      return attempt.value();
    }
    return value instanceof AttemptEach<?, ?> each ? each.function() : value;
  }

  private void add(Object value, String path) {
    boolean leaf =
        value == null
            || value instanceof String
            || value instanceof Number
            || value instanceof Enum
            || value instanceof Class;
    if (!leaf && seen.add(value)) {
      todo.add(new Step(value, path));
    }
  }

  private void expand(Step step) {
    Object value = step.value();
    String in = step.path().isEmpty() ? "" : ", in " + step.path();
    String of = step.path().isEmpty() ? value.getClass().getTypeName() : step.path();
    if (value instanceof Collection<?> elements) {
      int k = 0;
      for (Object element : elements) {
        add(element, "element " + k++ + " of " + of);
      }
    } else if (value instanceof Map<?, ?> map) {
      map.keySet().forEach(key -> add(key, "a key of " + of));
      map.values().forEach(v -> add(v, "a value of " + of));
    } else if (value instanceof Object[] elements) {
      for (int k = 0; k < elements.length; k++) {
        add(elements[k], "element " + k + " of " + of);
      }
    } else if (value.getClass().isHidden() || value.getClass().isSynthetic()) {
      expandLambda(value, in);
    } else {
      expandFields(value, in);
    }
  }

  private void expandLambda(Object lambda, String in) {
    try {
      Method writeReplace = lambda.getClass().getDeclaredMethod("writeReplace");
      writeReplace.setAccessible(true);
      if (writeReplace.invoke(lambda) instanceof SerializedLambda form) {
        String home = form.getCapturingClass().replace('/', '.');
        for (int k = 0; k < form.getCapturedArgCount(); k++) {
          String which = "captured value " + (k + 1) + " of the lambda in " + home;
          add(form.getCapturedArg(k), which + in);
        }
      }
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      // Not a lambda, or not one that may be looked into: the search ends here, as it would at a
      // class of the JDK.
      return;
    }
  }

  private void expandFields(Object value, String in) {
    for (Class<?> type = value.getClass();
        type != null && Serializable.class.isAssignableFrom(type);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        boolean written =
            (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0
                && !field.getType().isPrimitive();
        if (written && field.trySetAccessible()) {
          try {
            add(field.get(value), "field " + field.getName() + " of " + type.getName() + in);
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
          }
        }
      }
    }
  }
}
