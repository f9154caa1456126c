// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import org.postroad.protocol.certificate.KeyUse;

/** What a key is for, in the words of the API. */
enum KeyUsageType {
  AUTHENTICATION,
  SIGNING;

  static KeyUsageType of(KeyUse use) {
    return switch (use) {
      case AUTHENTICATION -> AUTHENTICATION;
      case SIGNING -> SIGNING;
    };
  }

  KeyUse use() {
    return switch (this) {
      case AUTHENTICATION -> KeyUse.AUTHENTICATION;
      case SIGNING -> KeyUse.SIGNING;
    };
  }
}
