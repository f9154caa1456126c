// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * What is kept of an API token: never the token itself, which is shown once.
 *
 * @param hash SHA-256 of the token's text, in lower-case hexadecimal (E03)
 */
public record ApiToken(long id, String hash, Set<Role> roles) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public ApiToken {
    if (!HASH.matcher(hash).matches()) {
      throw new Fault(FaultCode.INVALID_REQUEST, "An API token is kept by a SHA-256 hash");
    }
    if (roles.isEmpty()) {
      throw new Fault(FaultCode.INVALID_REQUEST, "An API token has one role at least");
    }
    roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
  }

  /** How changes by this token are signed in the history: {@code api-key-7}. */
  public String owner() {
    return "api-key-" + id;
  }
}
