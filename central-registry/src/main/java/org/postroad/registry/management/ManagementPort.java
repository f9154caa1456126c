// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import org.postroad.protocol.management.ManagementService;

/** Where a request came in, which decides what it may be (B01, B03, B06). */
public enum ManagementPort {
  /** The public port, for servers that are not registered yet. */
  REGISTRATION,

  /** Behind the security server of the management services, for everything else. */
  SERVICES;

  boolean isAt(String path) {
    return switch (this) {
      case REGISTRATION -> path.equals("/managementservice") || path.equals("/managementservice/");
      case SERVICES -> path.equals("/managementservice/manage/");
    };
  }

  boolean serves(ManagementService service) {
    return (service == ManagementService.AUTH_CERT_REG) == (this == REGISTRATION);
  }

  boolean takes(String mediaType) {
    return mediaType.equals("multipart/related")
        || (this == SERVICES && mediaType.equals("text/xml"));
  }
}
