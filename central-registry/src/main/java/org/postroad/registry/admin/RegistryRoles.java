// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.util.List;
import org.postroad.protocol.administration.Role;

/** The roles that a registry has (E04); those of services are a security server's. */
public final class RegistryRoles {
  public static final List<Role> ALL =
      List.of(
          Role.REGISTRATION_OFFICER,
          Role.SECURITY_OFFICER,
          Role.SYSTEM_ADMINISTRATOR,
          Role.MANAGEMENT_SERVICE);

  private RegistryRoles() {}
}
