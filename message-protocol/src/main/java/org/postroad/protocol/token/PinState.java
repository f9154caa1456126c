// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.util.Optional;

/** How the PIN of a token stands: what it counts, and said when somebody last logged in (C72). */
public enum PinState {
  OK("CKR_OK"),
  NOT_INITIALIZED("CKR_USER_PIN_NOT_INITIALIZED"),
  INCORRECT("CKR_PIN_INCORRECT"),
  INVALID("CKR_PIN_INVALID"),
  LENGTH("CKR_PIN_LEN_RANGE"),
  EXPIRED("CKR_PIN_EXPIRED"),
  LOCKED("CKR_PIN_LOCKED"),
  /** A wrong one was told since the last right one. */
  COUNT_LOW(Optional.empty()),
  /** The next wrong one locks the token. */
  FINAL_TRY(Optional.empty());

  private final Optional<String> returned;

  PinState(String returned) {
    this(Optional.of(returned));
  }

  PinState(Optional<String> returned) {
    this.returned = returned;
  }

  /** What a failed login means; nothing when it failed for another reason than the PIN. */
  public static Optional<PinState> of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      for (PinState state : values()) {
        if (state.returned.filter(String.valueOf(each.getMessage())::startsWith).isPresent()) {
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
      case COUNT_LOW -> "not the one that was told last";
      case FINAL_TRY -> "one wrong try from being locked";
    };
  }
}
