// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import java.util.Locale;
import java.util.Set;
import org.postroad.protocol.dispatch.PortHead;

/**
 * Which requests are answered at all, whoever they come from.
 *
 * @param allowedHostnames names callers may call the API by, without a port; any if there are none
 *     (E06)
 * @param tokensFromAnywhere whether API tokens are administered from other machines too (E03)
 */
public record Admission(Set<String> allowedHostnames, boolean tokensFromAnywhere) {

  public Admission {
    allowedHostnames = Set.copyOf(allowedHostnames);
  }

  void requireHost(PortHead head) {
    if (allowedHostnames.isEmpty()) {
      return;
    }
    String host = head.header("host").orElse("");
    int port = host.lastIndexOf(':');
    String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    if (!allowedHostnames.contains(name.toLowerCase(Locale.ROOT))) {
      throw Refusal.of(400, "host_not_allowed", host);
    }
  }

  void requireNear(PortHead head) {
    String tokens = Administration.BASE + "/api-keys";
    boolean aboutTokens = head.path().equals(tokens) || head.path().startsWith(tokens + "/");
    if (aboutTokens && !tokensFromAnywhere && !head.caller().isLoopbackAddress()) {
      throw Refusal.of(403, ErrorMapper.code(403));
    }
  }
}
