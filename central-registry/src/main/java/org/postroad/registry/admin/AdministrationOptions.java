// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.nio.file.Path;
import java.util.Set;
import org.postroad.protocol.administration.Admission;
import org.postroad.protocol.dispatch.PortLimits;

/**
 * How the administration API is served.
 *
 * @param allowedHostnames names callers may call it by, without a port; any if there are none (E06)
 * @param tokensFromAnywhere whether API tokens are administered from other machines too (E03)
 * @param auditLog the file that says who changed what (E09)
 */
public record AdministrationOptions(
    Set<String> allowedHostnames, boolean tokensFromAnywhere, Path auditLog, PortLimits limits) {

  public AdministrationOptions {
    allowedHostnames = Set.copyOf(allowedHostnames);
  }

  Admission admission() {
    return new Admission(allowedHostnames, tokensFromAnywhere);
  }

  /** As usual. */
  public static AdministrationOptions of(Path auditLog) {
    return new AdministrationOptions(Set.of(), false, auditLog, PortLimits.ADMINISTRATION);
  }

  public AdministrationOptions withAllowedHostnames(Set<String> names) {
    return new AdministrationOptions(names, tokensFromAnywhere, auditLog, limits);
  }

  public AdministrationOptions withLimits(PortLimits newLimits) {
    return new AdministrationOptions(allowedHostnames, tokensFromAnywhere, auditLog, newLimits);
  }
}
