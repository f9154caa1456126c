// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version that was built, and the Java that runs it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"postroad " + built() + " (Java " + Runtime.version() + ")"};
  }

  private static String built() {
    Properties properties = new Properties();
    try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
      if (resource == null) {
        throw new IllegalStateException("built without version.properties");
      }
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return built(properties);
  }

  /** Classes that did not come through the build have no version, only the place for it. */
  static String built(Properties properties) {
    String version = properties.getProperty("version", "");
    return version.isEmpty() || version.startsWith("${") ? "of unknown version" : version;
  }
}
