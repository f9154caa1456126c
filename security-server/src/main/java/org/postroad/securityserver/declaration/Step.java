// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.Optional;

/**
 * Something between a server and what its tree says that the server does not decide alone.
 *
 * @param about the label of a key, the identifier of a client, or an address
 * @param text what it waits for, or what came of it
 * @param document a certificate request as PEM
 */
public record Step(
    Action action, String about, State state, String text, Optional<String> document) {

  /** What is done. */
  public enum Action {
    GENERATE_KEY,
    REQUEST_CERTIFICATE,
    IMPORT_CERTIFICATE,
    REGISTER_CERTIFICATE,
    CHANGE_ADDRESS,
    REGISTER_CLIENT,
    ENABLE_CLIENT,
    RENAME_SUBSYSTEM,
    UNREGISTER_CLIENT
  }

  /** Whose turn it is. */
  public enum State {
    /** This server's, as soon as it is told to. */
    READY,
    /** The registry's, or that of a step before. */
    WAITING,
    /** A person's. */
    PERSON,
    /** Nobody's, unless somebody asks for removals. */
    PRUNE,
    /** It was taken now. */
    DONE,
    /** It was tried now, and refused. */
    FAILED
  }

  static Step of(Action action, String about, State state, String text) {
    return new Step(action, about, state, text, Optional.empty());
  }

  Step is(State next, String why) {
    return new Step(action, about, next, why, document);
  }
}
