// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.ConfigurationVersion;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.WebDownload;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.GlobalConfigurationClient;

/** The files of a configuration, fetched and verified as a security server does. */
record ConfigurationCopy(Map<String, byte[]> files, GlobalConfiguration configuration) {
  private static final String INSTANCE_FILE = "instance-identifier";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** The same anchor, which asks for one version alone. */
  static ConfigurationAnchor atVersion(ConfigurationAnchor anchor, Optional<Integer> version) {
    if (version.isEmpty()) {
      return anchor;
    }
    int number = version.get();
    if (number < ConfigurationVersion.OLDEST || number > ConfigurationVersion.NEWEST) {
      throw new IllegalArgumentException(
          "There is no version "
              + number
              + ", only "
              + ConfigurationVersion.OLDEST
              + " to "
              + ConfigurationVersion.NEWEST);
    }
    return new ConfigurationAnchor(
        anchor.generatedAt(),
        anchor.instance(),
        anchor.sources().stream()
            .map(source ->
                new ConfigurationAnchor.Source(
                    source.downloadUrl()
                        + (source.downloadUrl().indexOf('?') < 0 ? "?" : "&")
                        + "version="
                        + number,
                    source.verificationCertificates()))
            .toList());
  }

  /**
   * Fetches the instance and every partner that it names.
   *
   * @throws org.postroad.protocol.fault.Fault when the own instance cannot be had
   */
  static ConfigurationCopy fetch(ConfigurationAnchor anchor, Clock clock, SecureRandom random)
      throws IOException {
    Path working = Files.createTempDirectory("postroad-configuration-");
    List<GlobalConfiguration> read = new ArrayList<>();
    try (GlobalConfigurationClient client =
        GlobalConfigurationClient.open(
            anchor,
            working,
            new WebDownload(CONNECT, ANSWER),
            clock,
            random,
            read::add,
            AllowedFederations.ALL)) {
      client.refresh();
      return new ConfigurationCopy(read(working.resolve("current").toRealPath()), read.getLast());
    } finally {
      delete(working);
    }
  }

  /** What is stored of the instances; how it is stored is the client's own affair. */
  private static Map<String, byte[]> read(Path stored) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(stored)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = stored.relativize(file).toString();
        if (name.contains("/") || name.equals(INSTANCE_FILE)) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }

  List<String> names() {
    return List.copyOf(files.keySet());
  }

  /** Each file is there whole or not at all; what the configuration does not list goes (A102). */
  void writeTo(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path place = directory.resolve(file.getKey());
      Files.createDirectories(place.resolveSibling(""));
      Path next = place.resolveSibling(place.getFileName() + ".next");
      Files.write(next, file.getValue());
      Files.move(next, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> instances =
        files.keySet().stream()
            .filter(name -> name.contains("/"))
            .map(name -> name.substring(0, name.indexOf('/')))
            .distinct()
            .toList();
    for (String instance : instances) {
      removeOthers(directory, directory.resolve(instance));
    }
  }

  /** Only in directories of these instances: there may be something of somebody else beside. */
  private void removeOthers(Path directory, Path ofInstance) throws IOException {
    if (!Files.isDirectory(ofInstance)) {
      return;
    }
    try (Stream<Path> found = Files.list(ofInstance)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        if (!files.containsKey(directory.relativize(file).toString())) {
          Files.delete(file);
        }
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
