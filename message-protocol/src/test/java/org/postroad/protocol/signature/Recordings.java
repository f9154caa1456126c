// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.testing.ReferenceVectors;

/** Signatures out of recorded messages and containers of other implementations. */
final class Recordings {

  /** A signature and what it is said to be about. */
  record Recorded(MessageSignature signature, SignedParts parts) {}

  private Recordings() {}

  /** The parts of a recorded HTTP message, by content type and body. */
  private record Part(String contentType, byte[] body) {}

  /** From a whole HTTP message on the server port. */
  static Recorded transport(String path) throws IOException {
    byte[] message = Files.readAllBytes(ReferenceVectors.path(path));
    String text = new String(message, ISO_8859_1);
    int headEnd = text.indexOf("\r\n\r\n");
    String head = text.substring(0, headEnd).toLowerCase(Locale.ROOT);
    String body = text.substring(headEnd + 4);
    if (head.contains("transfer-encoding: chunked")) {
      body = dechunked(body);
    }
    return recorded(parts(body));
  }

  private static String dechunked(String body) {
    var whole = new StringBuilder();
    int at = 0;
    while (true) {
      int end = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, end), 16);
      if (size == 0) {
        return whole.toString();
      }
      whole.append(body, end + 2, end + 2 + size);
      at = end + 2 + size + 2;
    }
  }

  private static List<Part> parts(String body) {
    var parts = new ArrayList<Part>();
    int start = body.indexOf("--");
    String delimiter = "\r\n" + body.substring(start, body.indexOf("\r\n", start));
    for (String part : ("\r\n" + body).split(Pattern.quote(delimiter), -1)) {
      int headEnd = part.indexOf("\r\n\r\n");
      if (headEnd > 0) {
        var type =
            Pattern.compile("(?i)content-type:\\s*([^\r]*)").matcher(part.substring(0, headEnd));
        parts.add(
            new Part(
                type.find() ? type.group(1) : "",
                part.substring(headEnd + 4).getBytes(ISO_8859_1)));
      }
    }
    return parts;
  }

  private static Recorded recorded(List<Part> parts) {
    Optional<Digest> message = Optional.empty();
    var attachments = new ArrayList<Digest>();
    byte[] signature = new byte[0];
    byte[] result = new byte[0];
    byte[] chain = new byte[0];
    for (var part : parts) {
      String type = part.contentType();
      if (type.startsWith("signature/")) {
        signature = part.body();
      } else if (type.startsWith("application/hash-chain-result")) {
        result = part.body();
      } else if (type.startsWith("application/hash-chain")) {
        chain = part.body();
      } else if (type.startsWith("multipart/mixed")) {
        for (var nested : parts(new String(part.body(), ISO_8859_1))) {
          attachments.add(DigestAlgorithm.SHA512.digest(nested.body()));
        }
      } else if (!type.startsWith("application/ocsp-response")) {
        var digest = DigestAlgorithm.SHA512.digest(part.body());
        if (message.isEmpty()) {
          message = Optional.of(digest);
        } else {
          attachments.add(digest);
        }
      }
    }
    return new Recorded(
        new MessageSignature(signature, documents(result, chain)),
        new SignedParts(message.orElseThrow(), attachments));
  }

  private static Optional<HashChainDocuments> documents(byte[] result, byte[] chain) {
    return result.length == 0
        ? Optional.empty()
        : Optional.of(new HashChainDocuments(result, chain));
  }

  static Map<String, byte[]> entries(String path) throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    byte[] container = Files.readAllBytes(ReferenceVectors.path(path));
    try (var zip = new ZipInputStream(new ByteArrayInputStream(container))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var out = new ByteArrayOutputStream();
        zip.transferTo(out);
        entries.put(entry.getName(), out.toByteArray());
      }
    }
    return entries;
  }

  /** From a container; the parts are those whose files are there. */
  static Recorded container(String path) throws IOException {
    var entries = entries(path);
    var none = new byte[0];
    var attachments = new ArrayList<Digest>();
    for (int i = 1; entries.containsKey("attachment" + i); i++) {
      attachments.add(DigestAlgorithm.SHA512.digest(entries.getOrDefault("attachment" + i, none)));
    }
    var documents =
        documents(
            entries.getOrDefault("sig-hashchainresult.xml", none),
            entries.getOrDefault("sig-hashchain.xml", none));
    var signature = entries.getOrDefault("META-INF/signatures.xml", none);
    var message = DigestAlgorithm.SHA512.digest(entries.getOrDefault("message.xml", none));
    return new Recorded(
        new MessageSignature(signature, documents), new SignedParts(message, attachments));
  }
}
