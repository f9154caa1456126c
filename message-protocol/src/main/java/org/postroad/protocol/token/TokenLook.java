// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

/** What a device answers when it is asked for one of its tokens. */
sealed interface TokenLook {

  /** It is there. */
  record There(TokenInformation information) implements TokenLook {}

  /**
   * It is not, or the device is not.
   *
   * @param returned a {@code CKR_…}
   */
  record Away(long returned) implements TokenLook {}

  /** Nobody has used the library in this process yet, or it cannot be asked. */
  record Unknown() implements TokenLook {}
}
