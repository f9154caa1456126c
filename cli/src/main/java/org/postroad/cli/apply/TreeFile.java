// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.cli.process.BadConfiguration;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tree in a file, and the files beside it that it names: what is sent to the server has the
 * certificates themselves. A certificate of a key that is not there yet is left out.
 */
record TreeFile(Path file, JsonNode tree) {
  private static final String PEM = "-----BEGIN ";
  private static final int MOST_CHARACTERS = 16 * 1024 * 1024;

  static TreeFile read(Path file) throws IOException {
    JsonNode tree = new TreeSchema(name(file)).read(composed(file));
    TreeFile read = new TreeFile(file, tree);
    for (JsonNode key : tree.path("keys")) {
      read.withCertificate((ObjectNode) key);
    }
    for (JsonNode client : tree.path("clients")) {
      if (client.path("certificates") instanceof ArrayNode certificates) {
        read.withCertificates(certificates);
      }
    }
    return read;
  }

  private static String name(Path file) {
    return Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
  }

  private static Node composed(Path file) throws IOException {
    String name = name(file);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setMaxAliasesForCollections(50)
            .setCodePointLimit(MOST_CHARACTERS)
            .build();
    try {
      return new Compose(settings)
          .composeString(Files.readString(file))
          .orElseThrow(() -> new BadConfiguration(name + " is empty"));
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + file, e);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new BadConfiguration(name + line + ": " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new BadConfiguration(name + ": " + e.getMessage(), e);
    }
  }

  /** Where the request for a key is written. */
  Path request(String label) {
    return beside(fileName(label) + ".csr");
  }

  /** Where the certificate of a key is looked for if the tree does not say. */
  Path certificate(String label) {
    return beside(fileName(label) + ".crt");
  }

  private Path beside(String name) {
    return file.toAbsolutePath().resolveSibling(name);
  }

  /** A label may have characters that are none of a name of a file. */
  private static String fileName(String label) {
    return label.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private void withCertificate(ObjectNode key) throws IOException {
    String named = key.path("certificate").asString("");
    if (named.startsWith(PEM)) {
      return;
    }
    Path path = named.isEmpty() ? certificate(key.path("label").asString()) : beside(named);
    if (Files.isRegularFile(path)) {
      key.put("certificate", pem(path));
    } else {
      key.remove("certificate");
    }
  }

  private void withCertificates(ArrayNode certificates) throws IOException {
    for (int at = 0; at < certificates.size(); at++) {
      String named = certificates.path(at).asString();
      if (!named.startsWith(PEM)) {
        var _ = certificates.set(at, pem(beside(named)));
      }
    }
  }

  private static String pem(Path path) throws IOException {
    try {
      return Files.readString(path, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IOException("There is no file " + path, e);
    }
  }
}
