// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.List;
import org.postroad.protocol.token.PinState;
import org.postroad.securityserver.keys.TokenState;

/**
 * A token with everything on it.
 *
 * @param available whether somebody could log in, or has
 * @param readOnly whether its keys are those of another node, or are not to be changed
 * @param tokenInfos where a device is, in words
 */
record TokenView(
    String id,
    String name,
    TokenState.Kind type,
    List<KeyView> keys,
    Status status,
    boolean loggedIn,
    boolean available,
    boolean savedToConfiguration,
    boolean readOnly,
    List<KeyValuePair> tokenInfos,
    List<PossibleAction> possibleActions) {

  /** How its PIN stands (C72). */
  enum Status {
    OK,
    USER_PIN_LOCKED,
    USER_PIN_INCORRECT,
    USER_PIN_INVALID,
    USER_PIN_EXPIRED,
    USER_PIN_COUNT_LOW,
    USER_PIN_FINAL_TRY,
    NOT_INITIALIZED;

    static Status of(PinState state) {
      return switch (state) {
        case OK -> OK;
        case NOT_INITIALIZED -> NOT_INITIALIZED;
        case INCORRECT -> USER_PIN_INCORRECT;
        case INVALID, LENGTH -> USER_PIN_INVALID;
        case EXPIRED -> USER_PIN_EXPIRED;
        case LOCKED -> USER_PIN_LOCKED;
        case COUNT_LOW -> USER_PIN_COUNT_LOW;
        case FINAL_TRY -> USER_PIN_FINAL_TRY;
      };
    }
  }

  /** A label and what it labels. */
  record KeyValuePair(String key, String value) {}

  static TokenView of(TokenState token, AdministeredKeys server) {
    boolean readOnly = server.readOnly();
    return new TokenView(
        token.id(),
        token.name(),
        token.kind(),
        token.keys().stream().map(key -> KeyView.of(key, token, server)).toList(),
        Status.of(token.pin()),
        token.loggedIn(),
        token.available(),
        true,
        readOnly || token.readOnly(),
        token.about().entrySet().stream()
            .map(each -> new KeyValuePair(each.getKey(), each.getValue()))
            .toList(),
        PossibleAction.of(token, readOnly));
  }
}
