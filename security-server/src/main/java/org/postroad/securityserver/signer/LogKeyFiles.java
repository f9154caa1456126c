// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.postroad.securityserver.journal.FileKey;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.journal.MasterKey;

/**
 * The master keys of the message log as files of one directory, in the order of their names: {@code
 * NAME.key} is a key itself ({@link FileKey}), {@code NAME.properties} says which key of which
 * configured hardware token it is:
 *
 * <pre>{@code
 * token = hsm
 * key = log-2026
 * }</pre>
 */
record LogKeyFiles(HardwareTokens tokens) {
  private static final String KEY = ".key";
  private static final String ON_DEVICE = ".properties";

  JournalKeys read(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return JournalKeys.NONE;
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      found.forEach(files::add);
    }
    files.sort(Comparator.comparing(file -> file.getFileName().toString()));
    List<MasterKey> keys = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (name.endsWith(KEY)) {
        keys.add(FileKey.read(file));
      } else if (name.endsWith(ON_DEVICE)) {
        keys.add(onDevice(file));
      }
    }
    return new JournalKeys(keys);
  }

  private MasterKey onDevice(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    if (!properties.stringPropertyNames().equals(Set.of("token", "key"))) {
      throw new IllegalArgumentException(
          file + " has " + properties.stringPropertyNames() + ", expected token and key");
    }
    return new DeviceLogKey(tokens.ofLog(value(properties, "token")), value(properties, "key"));
  }

  private static String value(Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(name)).map(String::strip).orElse("");
  }
}
