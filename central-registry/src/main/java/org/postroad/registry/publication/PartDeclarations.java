// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.postroad.protocol.catalog.MemberCertificates;
import org.postroad.protocol.catalog.ServiceCatalog;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.PartReference;

/**
 * Which optional parts a registry may be given and the files they are published as. Where a folder
 * of declarations exists it alone counts: files {@code *.ini}, each with
 *
 * <pre>
 * content-identifier = MONITORING
 * file-name = monitoring-params.xml
 * </pre>
 *
 * <p>Without one the three parts that servers know are declared (A58).
 */
public record PartDeclarations(Map<String, String> fileNames) {
  public static final PartDeclarations USUAL =
      new PartDeclarations(
          Map.of(
              "MONITORING", "monitoring-params.xml",
              "FETCHINTERVAL", "fetchinterval-params.xml",
              "NEXTUPDATE", "nextupdate-params.xml"));

  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
  private static final Set<String> RESERVED =
      Set.of(
          PartReference.PRIVATE_PARAMETERS,
          PartReference.SHARED_PARAMETERS,
          ServiceCatalog.CONTENT_IDENTIFIER,
          ServiceCatalog.FILE_NAME,
          MemberCertificates.CONTENT_IDENTIFIER,
          MemberCertificates.FILE_NAME,
          PartReference.PRIVATE_PARAMETERS_FILE,
          PartReference.SHARED_PARAMETERS_FILE);

  public PartDeclarations {
    fileNames = Map.copyOf(fileNames);
  }

  /** Reads the declarations of a folder, or the usual ones where there is no such folder. */
  public static PartDeclarations read(Path folder) {
    if (!Files.isDirectory(folder)) {
      return USUAL;
    }
    var fileNames = new TreeMap<String, String>();
    try {
      for (Path file : files(folder)) {
        Map<String, String> values = values(file);
        String identifier = required(values, "content-identifier", file);
        String fileName = required(values, "file-name", file);
        requireFileName(fileName);
        boolean taken = RESERVED.contains(identifier) || fileNames.containsValue(fileName);
        if (taken || fileNames.putIfAbsent(identifier, fileName) != null) {
          throw refused(file + " declares " + identifier + " as " + fileName + ", which is taken");
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read the declarations of parts in " + folder, failure);
    }
    return new PartDeclarations(fileNames);
  }

  /** The file a part is published as; refused if it is not declared. */
  public String fileName(String contentIdentifier) {
    return Optional.ofNullable(fileNames.get(contentIdentifier))
        .orElseThrow(() ->
            refused("No part " + contentIdentifier + " is declared, only " + fileNames.keySet()));
  }

  static void requireFileName(String fileName) {
    if (!FILE_NAME.matcher(fileName).matches() || RESERVED.contains(fileName)) {
      throw refused(
          "File name '" + fileName + "' of a part, expected letters, digits, '.', '-' and '_'");
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.ini")) {
      all.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  /** Lines {@code key = value}; sections and comments are passed over. */
  private static Map<String, String> values(Path file) throws IOException {
    var values = new TreeMap<String, String>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      boolean comment = line.startsWith(";") || line.startsWith("#") || line.startsWith("[");
      if (equals > 0 && !comment) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return values;
  }

  private static String required(Map<String, String> values, String key, Path file) {
    String value = values.getOrDefault(key, "");
    if (value.isEmpty()) {
      throw refused(file + " has no " + key);
    }
    return value;
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
