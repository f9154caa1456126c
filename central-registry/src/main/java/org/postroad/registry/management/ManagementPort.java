// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import org.postroad.protocol.management.ManagementService;

/** Where a request came in, which decides what it may be (B01, B03, B06). */
public enum ManagementPort {
  /** The public port, for servers that are not registered yet. */
  REGISTRATION,

  /** Behind the security server of the management services, for everything else. */
  SERVICES;

  /** Where requests go that this port serves. */
  String path() {
    return switch (this) {
      case REGISTRATION -> "/managementservice/";
      case SERVICES -> "/managementservice/manage/";
    };
  }

  boolean isAt(String path) {
    return path.equals(path()) || (this == REGISTRATION && path.equals("/managementservice"));
  }

  /** The port that serves a service. */
  static ManagementPort of(ManagementService service) {
    return REGISTRATION.serves(service) ? REGISTRATION : SERVICES;
  }

  boolean serves(ManagementService service) {
    return (service == ManagementService.AUTH_CERT_REG) == (this == REGISTRATION);
  }

  boolean takes(String mediaType) {
    return mediaType.equals("multipart/related")
        || (this == SERVICES && mediaType.equals("text/xml"));
  }
}
