// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.takeover.IniFile.Entry;

/**
 * A copy of {@code /etc/xroad}: its parameters and where its files are (E70 to E74).
 *
 * <p>A later file goes before an earlier one: {@code common.ini}, those of the programs, {@code
 * addons/*.ini}, {@code override-*.ini}, {@code local.ini}; several of a kind by their names. In
 * one section of one file the first of two lines counts.
 */
public final class ReferenceFolder {
  private static final String INSTALLED = "/etc/xroad/";
  private static final String COMMON = "common.ini";
  private static final String LOCAL = "local.ini";
  private static final String OVERRIDE = "override-";

  private final Path folder;
  private final Map<String, Entry> parameters;

  private ReferenceFolder(Path folder, Map<String, Entry> parameters) {
    this.folder = folder;
    this.parameters = parameters;
  }

  /** Reads all parameters of a copy. */
  public static ReferenceFolder read(Path folder) throws IOException {
    Path files = folder.resolve("conf.d");
    if (!Files.isDirectory(files)) {
      throw new IllegalArgumentException("There is no " + files + ": give a copy of /etc/xroad");
    }
    Map<String, Entry> parameters = new LinkedHashMap<>();
    for (Path file : inOrder(files)) {
      Map<String, Entry> its = new LinkedHashMap<>();
      String name = folder.relativize(file).toString();
      IniFile.parse(name, Files.readString(file, UTF_8))
          .entries()
          .forEach(entry -> its.putIfAbsent(entry.name(), entry));
      parameters.putAll(its);
    }
    return new ReferenceFolder(folder, parameters);
  }

  private static List<Path> inOrder(Path files) throws IOException {
    List<Path> order = new ArrayList<>();
    List<Path> all = ini(files);
    all.stream().filter(file -> isNamed(file, COMMON)).forEach(order::add);
    all.stream().filter(file -> !isSpecial(file)).forEach(order::add);
    order.addAll(ini(files.resolve("addons")));
    all.stream()
        .filter(file -> file.getFileName().toString().startsWith(OVERRIDE))
        .forEach(order::add);
    all.stream().filter(file -> isNamed(file, LOCAL)).forEach(order::add);
    return order;
  }

  private static boolean isSpecial(Path file) {
    return isNamed(file, COMMON)
        || isNamed(file, LOCAL)
        || file.getFileName().toString().startsWith(OVERRIDE);
  }

  private static boolean isNamed(Path file, String name) {
    return file.getFileName().toString().equals(name);
  }

  private static List<Path> ini(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.ini")) {
        files.forEach(found::add);
      }
    }
    return found.stream().sorted().toList();
  }

  /** Those that are in force, in the order in which they were first met. */
  List<Entry> parameters() {
    return List.copyOf(parameters.values());
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(parameters.get(name)).map(Entry::value);
  }

  /** The configuration anchor. */
  public Path anchor() {
    return file("proxy.configuration-anchor-file", "configuration-anchor.xml");
  }

  /** The folder of the signer, with {@code keyconf.xml} and the software token. */
  public Path signer() {
    Path file = file("signer.key-configuration-file", "signer/keyconf.xml");
    return Optional.ofNullable(file.getParent()).orElse(folder);
  }

  /**
   * Which hardware tokens there are. What is installed says {@code /etc/xroad/devices.ini}, the
   * programs look below {@code signer} if nothing says so (E74); here the one that is there is
   * taken.
   */
  public Optional<Path> devices() {
    return List.of(
            file("signer.device-configuration-file", "signer/devices.ini"),
            folder.resolve("devices.ini"),
            folder.resolve("signer/devices.ini"))
        .stream()
        .filter(Files::exists)
        .findFirst();
  }

  /** The key and the certificate towards information systems. */
  public Path internalTls() {
    return folder.resolve("ssl/internal.p12");
  }

  /** How its database is reached. */
  public Path database() {
    return file("proxy.database-properties", "db.properties");
  }

  /** A file named by a parameter, in the copy if it is below what was copied. */
  private Path file(String parameter, String usual) {
    String named = value(parameter).orElse(INSTALLED + usual);
    return named.startsWith(INSTALLED)
        ? folder.resolve(named.substring(INSTALLED.length()))
        : Path.of(named);
  }
}
