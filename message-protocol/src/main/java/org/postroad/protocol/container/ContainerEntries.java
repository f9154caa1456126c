// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names and fixed contents of the entries of a container (D-055). */
final class ContainerEntries {
  static final String TYPE = "application/vnd.etsi.asic-e+zip";
  static final String COMMENT = "mimetype=" + TYPE;

  static final String MIMETYPE = "mimetype";
  static final String MESSAGE = "message.xml";
  static final String SIGNATURE = "META-INF/signatures.xml";
  static final String SIGNATURE_CHAIN_RESULT = "sig-hashchainresult.xml";
  static final String SIGNATURE_CHAIN = "sig-hashchain.xml";
  static final String TIMESTAMP_CHAIN_RESULT = "ts-hashchainresult.xml";
  static final String TIMESTAMP_CHAIN = "ts-hashchain.xml";
  static final String MANIFEST = "META-INF/manifest.xml";
  static final String TIMESTAMP_MANIFEST = "META-INF/ASiCManifest.xml";
  static final String TIMESTAMP = "META-INF/timestamp.tst";
  private static final String META_INF = "META-INF/";
  private static final String ATTACHMENT = "attachment";

  private ContainerEntries() {}

  static byte[] mimetype() {
    return TYPE.getBytes(StandardCharsets.US_ASCII);
  }

  static String attachment(int number) {
    return ATTACHMENT + number;
  }

  /** True for {@code attachment1} and for every name that could be taken for one. */
  static boolean looksLikeAttachment(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(ATTACHMENT);
  }

  /** True for a signature document under any of the names that the reference looks for (D-061). */
  static boolean isSignature(String name) {
    return name.startsWith(META_INF)
        && name.indexOf("signatures", META_INF.length()) >= 0
        && name.endsWith(".xml");
  }
}
