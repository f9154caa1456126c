// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.Certificates;

/** Writes a directory document as a registry does, to the letter (rows A40 to A51). */
final class DirectoryWriter {
  private static final String END = "\r\n";
  private static final int BOUNDARY_LENGTH = 20;
  private static final String BOUNDARY_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final DigestAlgorithm CERTIFICATE_DIGEST = DigestAlgorithm.SHA512;

  private DirectoryWriter() {}

  static byte[] write(
      SignedDirectory directory,
      SigningKey key,
      X509Certificate certificate,
      RandomGenerator random) {
    String outer = boundary(random);
    String inner = boundary(random);
    String signed = signedText(directory, "--" + inner);
    byte[] signature = key.sign(signed.getBytes(StandardCharsets.UTF_8));
    Digest hash = Certificates.digest(certificate, CERTIFICATE_DIGEST);
    String document =
        String.join(
            END,
            "Content-Type: multipart/related; charset=UTF-8; boundary=" + outer,
            "",
            "--" + outer,
            "Content-Type: multipart/mixed; charset=UTF-8; boundary=" + inner,
            "",
            signed,
            "--" + outer,
            "Content-Type: application/octet-stream",
            "Content-Transfer-Encoding: base64",
            "Signature-Algorithm-Id: " + key.algorithm().uri(),
            "Verification-certificate-hash: "
                + hash.base64()
                + "; hash-algorithm-id=\""
                + hash.algorithm().uri()
                + '"',
            "",
            Base64.getEncoder().encodeToString(signature),
            "--" + outer + "--",
            "");
    return document.getBytes(StandardCharsets.UTF_8);
  }

  /** The signed octets: the inner body with its closing delimiter and that line's end (A42). */
  private static String signedText(SignedDirectory directory, String delimiter) {
    var text = new StringBuilder();
    line(text, delimiter);
    line(
        text,
        "Expire-date: "
            + DateTimeFormatter.ISO_INSTANT.format(
                directory.expires().truncatedTo(ChronoUnit.SECONDS)));
    line(text, "Version: " + directory.version());
    line(text, "");
    for (PartReference part : directory.parts()) {
      line(text, delimiter);
      line(text, "Content-type: application/octet-stream");
      line(text, "Content-transfer-encoding: base64");
      line(
          text,
          "Content-identifier: "
              + part.contentIdentifier()
              + "; instance='"
              + part.instance()
              + "'");
      line(text, "Content-location: " + part.location());
      part.fileName().ifPresent(name -> line(text, "Content-file-name: " + name));
      line(text, "Hash-algorithm-id: " + part.digest().algorithm().uri());
      line(text, "");
      line(text, part.digest().base64());
    }
    line(text, delimiter + "--");
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(END);
  }

  private static String boundary(RandomGenerator random) {
    var boundary = new StringBuilder(BOUNDARY_LENGTH);
    for (int i = 0; i < BOUNDARY_LENGTH; i++) {
      boundary.append(BOUNDARY_LETTERS.charAt(random.nextInt(BOUNDARY_LETTERS.length())));
    }
    return boundary.toString();
  }
}
