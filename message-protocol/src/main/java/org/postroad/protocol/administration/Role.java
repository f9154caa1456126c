// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.Arrays;
import java.util.Optional;

/**
 * The six roles that divide what administrators may do (E04), in the order they are listed. Each
 * program has some of them; what they may do there is in its matrix of permissions.
 */
public enum Role {
  /** Members, servers, groups and requests of a registry; clients and keys of a server. */
  REGISTRATION_OFFICER(1),

  /** Keys, anchors, configuration, member classes; keys and trust of a server. */
  SECURITY_OFFICER(2),

  /** Services and access rights of a server. */
  SERVICE_ADMINISTRATOR(4),

  /** Trust services of a registry; backups, settings, API tokens. */
  SYSTEM_ADMINISTRATOR(8),

  /** Looks at a server, and changes nothing. */
  SECURITYSERVER_OBSERVER(16),

  /** For machines that hand requests of security servers on to a registry (B60). */
  MANAGEMENT_SERVICE(32);

  private static final String PREFIX = "XROAD_";

  private final int bit;

  Role(int bit) {
    this.bit = bit;
  }

  /** For sets of roles in a number. */
  public int bit() {
    return bit;
  }

  /** A set of roles in a number. */
  public static int bits(Role... roles) {
    return Arrays.stream(roles).mapToInt(Role::bit).reduce(0, (some, more) -> some | more);
  }

  /** {@code XROAD_REGISTRATION_OFFICER}. */
  public String wire() {
    return PREFIX + name();
  }

  /** The role of that name on the wire. */
  public static Optional<Role> ofWire(String text) {
    return Arrays.stream(values()).filter(role -> role.wire().equals(text)).findFirst();
  }
}
