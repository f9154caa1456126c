// SPDX-License-Identifier: MIT

package org.postroad.securityserver.api;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postroad.protocol.administration.Admission;

/**
 * How the administration API is served.
 *
 * @param enabled whether it is served at all
 * @param address that its port is opened on
 * @param allowedHostnames names callers may call it by, without a port; any if there are none (E06)
 * @param tokensFromAnywhere whether API tokens are administered from other machines too (E03)
 */
public record AdministrationSettings(
    boolean enabled,
    InetAddress address,
    int port,
    List<String> allowedHostnames,
    boolean tokensFromAnywhere) {

  /** This machine alone. */
  public static final AdministrationSettings DEFAULT =
      new AdministrationSettings(true, InetAddress.ofLiteral("127.0.0.1"), 4000, List.of(), false);

  public AdministrationSettings {
    allowedHostnames = List.copyOf(allowedHostnames);
  }

  /** The same without a port. */
  public AdministrationSettings disabled() {
    return new AdministrationSettings(false, address, port, allowedHostnames, tokensFromAnywhere);
  }

  /** The same at another address. */
  public AdministrationSettings at(InetAddress other) {
    return new AdministrationSettings(enabled, other, port, allowedHostnames, tokensFromAnywhere);
  }

  Admission admission() {
    return new Admission(
        allowedHostnames.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet()),
        tokensFromAnywhere);
  }
}
