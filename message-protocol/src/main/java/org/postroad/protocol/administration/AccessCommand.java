// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.List;

/**
 * Everything that can be done to the API tokens. Accepted commands are kept for ever and replayed
 * in order, so a record once released keeps its meaning.
 */
public sealed interface AccessCommand {

  /** Lets in whoever shows the token of that hash. */
  record AddToken(String hash, List<Role> roles) implements AccessCommand {
    public AddToken {
      roles = List.copyOf(roles);
    }
  }

  record ChangeTokenRoles(long id, List<Role> roles) implements AccessCommand {
    public ChangeTokenRoles {
      roles = List.copyOf(roles);
    }
  }

  record RevokeToken(long id) implements AccessCommand {}
}
