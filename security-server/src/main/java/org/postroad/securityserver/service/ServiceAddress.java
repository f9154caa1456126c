// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.net.URI;
import org.postroad.protocol.message.RestRequest;

/** What of a service's address goes into the request. */
final class ServiceAddress {

  private ServiceAddress() {}

  static String hostField(URI url) {
    return url.getPort() > 0 ? url.getHost() + ":" + url.getPort() : url.getHost();
  }

  static String target(URI url) {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  /** Base and service path with one slash at the joint, then the query (B-008, B-009). */
  static String target(URI base, RestRequest rest) {
    String start =
        base.getRawQuery() == null
            ? base.getRawPath()
            : base.getRawPath() + "?" + base.getRawQuery();
    String joined =
        start.endsWith("/") && rest.servicePath().startsWith("/")
            ? start + rest.servicePath().substring(1)
            : start + rest.servicePath();
    String target = joined.startsWith("/") ? joined : "/" + joined;
    return rest.query().map(query -> target + "?" + query).orElse(target);
  }
}
