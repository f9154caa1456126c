// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.nio.charset.StandardCharsets;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * Texts of messages in a form that every database holds and compares: as they are up to 255
 * characters, otherwise, or with characters that PostgreSQL refuses, as exactly 256 characters that
 * no short text can be: the beginning, filled up with dots, and the digest of the whole.
 */
final class IndexText {
  private static final int LONGEST = 255;
  private static final int BEGINNING = 192;
  private static final char FILLER = '…';
  private static final char REPLACEMENT = '\uFFFD';

  private IndexText() {}

  static String of(String text) {
    return text.length() <= LONGEST && (isPlain(text) || isFit(text)) ? text : shortened(text);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || text.charAt(i) >= Character.MIN_SURROGATE) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFit(String text) {
    return text.codePoints().noneMatch(IndexText::unfit);
  }

  /** Zero ends a text for PostgreSQL, and half of a surrogate pair is no character. */
  private static boolean unfit(int codePoint) {
    return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
  }

  private static String shortened(String text) {
    StringBuilder out = new StringBuilder(LONGEST + 1);
    text.codePoints()
        .limit(BEGINNING / 2)
        .map(codePoint -> unfit(codePoint) ? REPLACEMENT : codePoint)
        .forEach(out::appendCodePoint);
    out.append(String.valueOf(FILLER).repeat(BEGINNING - out.length()));
    byte[] units = text.getBytes(StandardCharsets.UTF_16BE);
    return out.append(DigestAlgorithm.SHA256.digest(units).hex()).toString();
  }
}
