// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postroad.protocol.administration.AccessCommand.AddToken;
import org.postroad.protocol.administration.AccessCommand.ChangeTokenRoles;
import org.postroad.protocol.administration.AccessCommand.RevokeToken;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * The API tokens by number; a number is never given twice. A refused command changes nothing. Not
 * thread-safe: its owner takes turns.
 */
public final class ApiTokens {
  private static final int MOST = 1_000;

  private final Map<Long, ApiToken> tokens = new LinkedHashMap<>();
  private long last;

  /** Refuses a command that breaks a rule; changes nothing. */
  public void check(AccessCommand command) {
    switch (command) {
      case AddToken c -> {
        ApiToken added = token(last + 1, c.hash(), c.roles());
        if (tokens.values().stream().anyMatch(known -> known.hash().equals(added.hash()))) {
          throw new Fault(FaultCode.INVALID_REQUEST, "This API token exists");
        }
        if (tokens.size() >= MOST) {
          throw new Fault(FaultCode.INVALID_REQUEST, "There are " + MOST + " API tokens, no more");
        }
      }
      case ChangeTokenRoles c -> {
        var _ = token(c.id(), known(c.id()).hash(), c.roles());
      }
      case RevokeToken c -> {
        var _ = known(c.id());
      }
    }
  }

  /** Checks and carries out. */
  public void apply(AccessCommand command) {
    check(command);
    switch (command) {
      case AddToken c -> tokens.put(++last, token(last, c.hash(), c.roles()));
      case ChangeTokenRoles c -> tokens.put(c.id(), token(c.id(), known(c.id()).hash(), c.roles()));
      case RevokeToken c -> tokens.remove(c.id());
    }
  }

  /** An immutable copy, in the order they were made. */
  public List<ApiToken> snapshot() {
    return List.copyOf(tokens.values());
  }

  private ApiToken known(long id) {
    ApiToken token = tokens.get(id);
    if (token == null) {
      throw new Fault(FaultCode.NOT_FOUND, "There is no API token " + id);
    }
    return token;
  }

  private static ApiToken token(long id, String hash, List<Role> roles) {
    return new ApiToken(id, hash, Set.copyOf(roles));
  }
}
