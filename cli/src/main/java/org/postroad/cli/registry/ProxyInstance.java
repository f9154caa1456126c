// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.ConfigurationAnchor;

/**
 * One instance of a configuration proxy: {@code anchor.xml} of the registry it follows, {@code
 * conf.ini} with its settings, {@code cert_ID.pem} for each of its keys (A109).
 */
record ProxyInstance(String name, Path folder) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");

  /** Names that a registry serves itself. */
  private static final Pattern RESERVED = Pattern.compile("V\\d+|internalconf|externalconf");

  ProxyInstance {
    if (!NAME.matcher(name).matches() || RESERVED.matcher(name).matches()) {
      throw new ProxyRefused(
          "An instance is named by letters, digits, '-' and '_', not '" + name + "'");
    }
  }

  boolean exists() {
    return Files.isRegularFile(settingsFile());
  }

  Path anchorFile() {
    return folder.resolve("anchor.xml");
  }

  /** Makes the instance, with nothing but the usual settings. */
  void create() throws IOException {
    if (exists()) {
      throw new ProxyRefused("There is an instance " + name + " already, in " + folder);
    }
    Files.createDirectories(folder);
    ProxySettings.DEFAULT.write(settingsFile());
  }

  ProxySettings settings() throws IOException {
    if (!exists()) {
      throw new ProxyRefused("There is no instance " + name + ": postroad registry proxy create");
    }
    return ProxySettings.read(settingsFile());
  }

  void write(ProxySettings settings) throws IOException {
    settings.write(settingsFile());
  }

  ConfigurationAnchor anchor() throws IOException {
    if (!Files.isRegularFile(anchorFile())) {
      throw new ProxyRefused("No anchor: put the one of the registry at " + anchorFile());
    }
    return ConfigurationAnchor.parse(Files.readAllBytes(anchorFile()));
  }

  X509Certificate certificate(String keyId) throws IOException {
    return Certificates.parse(Files.readAllBytes(certificateFile(keyId)));
  }

  /** The certificates of all keys, the active one first. */
  List<X509Certificate> certificates() throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String keyId : settings().keyIds()) {
      certificates.add(certificate(keyId));
    }
    return certificates;
  }

  Path certificateFile(String keyId) {
    return folder.resolve("cert_" + keyId + ".pem");
  }

  /** What was taken last in a version, so that nothing older is taken after it. */
  Path newest(int version) {
    return folder.resolve("newest-v" + version);
  }

  private Path settingsFile() {
    return folder.resolve("conf.ini");
  }
}
