// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;

/** A certificate in DER or PEM, or a chain of them in PEM, the leaf first. */
final class PemChain {
  private static final String END = "-----END CERTIFICATE-----";
  private static final int LONGEST = 10;

  private PemChain() {}

  static List<X509Certificate> read(byte[] pemOrDer) {
    String text = new String(pemOrDer, StandardCharsets.ISO_8859_1);
    if (text.indexOf(END) < 0) {
      return List.of(Certificates.parse(pemOrDer));
    }
    List<X509Certificate> chain = new ArrayList<>();
    for (int from = 0; chain.size() < LONGEST; ) {
      int end = text.indexOf(END, from);
      if (end < 0) {
        break;
      }
      String one = text.substring(from, end + END.length()) + '\n';
      chain.add(Certificates.parse(one.strip().getBytes(StandardCharsets.ISO_8859_1)));
      from = end + END.length();
    }
    return List.copyOf(chain);
  }

  /** One alone in DER. */
  static byte[] write(List<X509Certificate> chain) {
    return chain.size() == 1 ? Certificates.encoded(chain.getFirst()) : pem(chain);
  }

  static byte[] pem(List<X509Certificate> chain) {
    return chain.stream()
        .map(Certificates::pem)
        .collect(Collectors.joining("\n"))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
