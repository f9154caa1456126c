// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.util.Map;

/**
 * Which token of which device, and how its RSA keys sign.
 *
 * @param name by which people know the token; letters, digits, hyphen
 * @param library the PKCS #11 module, an absolute path
 * @param slot where the token is
 */
public record HardwareTokenOptions(
    String name, String library, HardwareTokenSlot slot, RsaPadding padding) {

  public HardwareTokenOptions {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("name of a token '" + name + "': letters, digits, '-'");
    }
    if (!library.startsWith("/") || !library.matches("[A-Za-z0-9/._+@-]+")) {
      throw new IllegalArgumentException(
          "PKCS #11 library '" + library + "' of token " + name + ": not an absolute path");
    }
  }

  /** Where the token is, in words. */
  Map<String, String> about() {
    return Map.of("library", library, "slot", slot.words());
  }

  /**
   * What the JDK's provider reads. Keys made through it can neither leave the device nor be shown
   * by it.
   */
  String configuration() {
    return """
    --name=%s
    library=%s
    %s
    attributes(generate, CKO_PRIVATE_KEY, *) = {
      CKA_SENSITIVE = true
      CKA_EXTRACTABLE = false
      CKA_PRIVATE = true
      CKA_SIGN = true
    }
    attributes(generate, CKO_PUBLIC_KEY, *) = {
      CKA_VERIFY = true
    }
    """
        .formatted(name, library, slot.configuration());
  }
}
