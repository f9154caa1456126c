// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that keeps a registry from publishing, by the code that administrators know (E47).
 *
 * @param since when it began, where that is known
 */
public record Alert(String code, Optional<Instant> since) {
  public static final Alert SIGNER_ERROR = of("status.signer_error");
  public static final Alert NEVER_PUBLISHED = of("status.global_conf_generation.status_not_found");
  public static final Alert EXPIRED = of("status.global_conf_generation.global_conf_expired");

  private static Alert of(String code) {
    return new Alert(code, Optional.empty());
  }

  /** Publishing fails. */
  public static Alert failingSince(Instant since) {
    return new Alert("status.global_conf_generation.failing", Optional.of(since));
  }

  /** What is wrong with the key that signs a directory. */
  public enum KeyProblem {
    /** None is active. */
    MISSING("missing"),
    /** The file with the keys is not there. */
    TOKEN_NOT_FOUND("token_not_found"),
    /** Nobody has given the PIN. */
    TOKEN_NOT_ACTIVE("token_not_active"),
    /** The token does not have it. */
    KEY_NOT_AVAILABLE("key_not_available");

    private final String code;

    KeyProblem(String code) {
      this.code = code;
    }
  }

  public static Alert ofKey(ConfigurationSource source, KeyProblem problem) {
    return of("status.signing_key." + source.word() + "." + problem.code);
  }
}
