// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import java.util.List;
import org.postroad.protocol.administration.Role;

/** The roles that a security server has (E04); that of machines is a registry's. */
public final class ServerRoles {
  public static final List<Role> ALL =
      List.of(
          Role.SECURITY_OFFICER,
          Role.REGISTRATION_OFFICER,
          Role.SERVICE_ADMINISTRATOR,
          Role.SYSTEM_ADMINISTRATOR,
          Role.SECURITYSERVER_OBSERVER);

  private ServerRoles() {}
}
