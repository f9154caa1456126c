// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.util.Map;

/**
 * Which token of which device, and how its RSA keys sign.
 *
 * @param name by which people know the token; letters, digits, hyphen
 * @param library the PKCS #11 module, an absolute path
 * @param slot where the token is
 * @param attributes of new keys
 * @param readOnly whether keys are neither made nor deleted there
 * @param batches whether messages that wait for the same key are signed together
 */
public record HardwareTokenOptions(
    String name,
    String library,
    HardwareTokenSlot slot,
    RsaPadding padding,
    KeyAttributes attributes,
    boolean readOnly,
    boolean batches) {

  public HardwareTokenOptions {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("name of a token '" + name + "': letters, digits, '-'");
    }
    if (!library.startsWith("/") || !library.matches("[A-Za-z0-9/._+@-]+")) {
      throw new IllegalArgumentException(
          "PKCS #11 library '" + library + "' of token " + name + ": not an absolute path");
    }
    attributes.requireFit(padding);
  }

  /** A token as it is unless somebody chooses otherwise. */
  public HardwareTokenOptions(
      String name, String library, HardwareTokenSlot slot, RsaPadding padding) {
    this(name, library, slot, padding, KeyAttributes.PRESET, false, true);
  }

  /** Where the token is, in words. */
  Map<String, String> about() {
    return Map.of("library", library, "slot", slot.words());
  }

  /** What the JDK's provider reads. */
  String configuration() {
    return """
    --name=%s
    library=%s
    %s
    """
            .formatted(name, library, slot.configuration())
        + attributes.configuration();
  }
}
