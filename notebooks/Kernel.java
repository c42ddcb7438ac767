import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the Java kernel as its own main class does, but makes up for two races in the start of version 3.0.1 (the newest, 3.0.4,
 * has them too), either of which leaves Jupyter waiting for a kernel that never answers:
 *
 * <ul>
 *   <li>It opens its channels before it has a table of handlers, and the thread that gets a message in between dies. With an empty
 *       table the message is passed over, and Jupyter asks again.
 *   <li>{@link LoopThread} starts its thread before it sets the flag that lets it run; a thread that looks at the flag first ends at
 *       once, and its channel is deaf. Such a thread is replaced here.
 * </ul>
 *
 * Nor does it tell of every message it gets.
 *
 * <p>One argument: the connection file that Jupyter writes.
 */
final class Kernel {
  private static final long LOOK_EVERY_MILLIS = 100;

  private Kernel() {}

  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    String connection = Files.readString(Path.of(args[0]));
    Channels channels = new Channels(Transform.fromJson(connection, ConnectionProperties.class));
    field(Channels.class, "handlers").set(channels, new HashMap<>());
    channels.connect(new RapaioKernel());
    List<Object> loops = loopChannels(channels);
    while (replaceTheDead(loops) > 0) {
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  /** The channels that listen on a thread of their own. */
  private static List<Object> loopChannels(Channels channels) throws ReflectiveOperationException {
    List<Object> loops = new ArrayList<>();
    for (Object channel : (Collection<?>) field(Channels.class, "channels").get(channels)) {
      for (Field field : channel.getClass().getDeclaredFields()) {
        if (field.getType() == LoopThread.class) {
          loops.add(channel);
        }
      }
    }
    return loops;
  }

  /** Replaces each thread that ended though nobody told it to; the number of those that have not been told to end. */
  private static int replaceTheDead(List<Object> channels) throws ReflectiveOperationException {
    Field running = field(LoopThread.class, "running");
    int listening = 0;
    for (Object channel : channels) {
      Field slot = field(channel.getClass(), "loopThread");
      LoopThread thread = (LoopThread) slot.get(channel);
      if (!running.getBoolean(thread)) {
        continue;
      }
      listening++;
      if (!thread.isAlive()) {
        long sleep = field(LoopThread.class, "sleep").getLong(thread);
        Runnable body = (Runnable) field(LoopThread.class, "loopBody").get(thread);
        LoopThread replacement = new LoopThread(thread.getName(), sleep, body);
        running.setBoolean(replacement, true);
        slot.set(channel, replacement);
        replacement.start();
      }
    }
    return listening;
  }

  private static Field field(Class<?> owner, String name) throws ReflectiveOperationException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
