import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.RapaioKernel;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the Java kernel as its own main class does, but survives a Jupyter that asks at once: version 3.0.1 opens its channels
 * before it has a table of handlers, and the thread that gets a message in between dies. With an empty table the message
 * is passed over, and Jupyter asks again. Nor does it tell of every message it gets.
 *
 * <p>One argument: the connection file that Jupyter writes.
 */
final class Kernel {
  private Kernel() {}

  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    String connection = Files.readString(Path.of(args[0]));
    Channels channels = new Channels(Transform.fromJson(connection, ConnectionProperties.class));
    Field handlers = Channels.class.getDeclaredField("handlers");
    handlers.setAccessible(true);
    handlers.set(channels, new HashMap<>());
    channels.connect(new RapaioKernel());
    channels.joinUntilClose();
  }
}
