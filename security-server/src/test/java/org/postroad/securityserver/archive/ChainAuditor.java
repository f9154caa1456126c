// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Goes along a chain of archives by the words of the rule. Shares nothing with what writes them:
 * the JDK's ZIP reader, its digests, and text.
 */
final class ChainAuditor {
  private String lastDigest = "-";
  private String lastFile = "-";
  private final Map<String, byte[]> containers = new LinkedHashMap<>();

  /** Takes the next archive, deciphered where it was encrypted, under the name that it has. */
  void next(String fileName, byte[] zip) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip));
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      files.put(entry.getName(), in.readAllBytes());
    }
    List<String> names = new ArrayList<>(files.keySet());
    assertEquals("linkinginfo", names.removeLast());
    byte[] info = files.getOrDefault("linkinginfo", new byte[0]);
    String text = new String(info, StandardCharsets.UTF_8);
    assertTrue(text.endsWith("\n"));
    assertEquals(-1, text.indexOf('\r'));
    List<String> lines = text.lines().toList();
    assertEquals(lastDigest + " " + lastFile + " SHA-512", lines.getFirst());
    assertEquals(names.size(), lines.size() - 1);
    String digest = lastDigest.equals("-") ? "" : lastDigest;
    for (int i = 0; i < names.size(); i++) {
      byte[] container = files.getOrDefault(names.get(i), new byte[0]);
      String both = digest + hex(container);
      digest = hex(both.getBytes(StandardCharsets.US_ASCII));
      assertEquals(digest + " " + names.get(i), lines.get(i + 1));
      containers.put(names.get(i), container);
    }
    lastDigest = digest;
    lastFile = fileName;
  }

  /** All containers of the chain by their names. */
  Map<String, byte[]> containers() {
    return containers;
  }

  String lastDigest() {
    return lastDigest;
  }

  private static String hex(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(bytes);
      return "%0128x".formatted(new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
