package org.crosswind.job.yarn;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.crosswind.calc.xva.CustomDependence;

/** Packs a model as a user would, registered as a service. */
final class ModelJar {
  private ModelJar() {}

  static Path write(Path jar, Class<? extends CustomDependence> model) throws IOException {
    String name = model.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream bytes = model.getResourceAsStream("/" + name)) {
      out.putNextEntry(new JarEntry("META-INF/services/" + CustomDependence.class.getName()));
      out.write(model.getName().getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
      out.putNextEntry(new JarEntry(name));
      bytes.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }
}
