// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.util.Optional;

/** What a token said of its PIN when somebody last logged in (C72). */
public enum PinState {
  OK("CKR_OK"),
  NOT_INITIALIZED("CKR_USER_PIN_NOT_INITIALIZED"),
  INCORRECT("CKR_PIN_INCORRECT"),
  INVALID("CKR_PIN_INVALID"),
  LENGTH("CKR_PIN_LEN_RANGE"),
  EXPIRED("CKR_PIN_EXPIRED"),
  LOCKED("CKR_PIN_LOCKED");

  private final String returned;

  PinState(String returned) {
    this.returned = returned;
  }

  /** What a failed login means; nothing when it failed for another reason than the PIN. */
  public static Optional<PinState> of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      for (PinState state : values()) {
        if (String.valueOf(each.getMessage()).startsWith(state.returned)) {
          return Optional.of(state);
        }
      }
    }
    return Optional.empty();
  }

  /** The state in a sentence about a PIN. */
  String words() {
    return switch (this) {
      case OK -> "correct";
      case NOT_INITIALIZED -> "not set yet";
      case INCORRECT -> "incorrect";
      case INVALID -> "of characters that the token does not take";
      case LENGTH -> "too short or too long for the token";
      case EXPIRED -> "expired";
      case LOCKED -> "locked";
    };
  }
}
