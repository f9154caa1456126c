// SPDX-License-Identifier: MIT

package org.postroad.registry.access;

import java.util.Arrays;
import java.util.Optional;

/** The roles an API token can have (E04); their permissions are in {@link Permission}. */
public enum Role {
  /** Members, servers, groups, requests. */
  REGISTRATION_OFFICER(1),

  /** Keys, anchors, configuration, member classes. */
  SECURITY_OFFICER(2),

  /** Trust services, backups, API tokens. */
  SYSTEM_ADMINISTRATOR(4),

  /** For machines that hand requests of security servers on (B60). */
  MANAGEMENT_SERVICE(8);

  private static final String PREFIX = "XROAD_";

  private final int bit;

  Role(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
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
