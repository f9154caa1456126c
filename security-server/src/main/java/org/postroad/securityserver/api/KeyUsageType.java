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

  /** What whoever makes a request for such a key needs. */
  Permission requestPermission() {
    return switch (this) {
      case AUTHENTICATION -> Permission.GENERATE_AUTH_CERT_REQ;
      case SIGNING -> Permission.GENERATE_SIGN_CERT_REQ;
    };
  }

  /** What whoever puts a certificate for such a key into use needs. */
  Permission importPermission() {
    return switch (this) {
      case AUTHENTICATION -> Permission.IMPORT_AUTH_CERT;
      case SIGNING -> Permission.IMPORT_SIGN_CERT;
    };
  }

  KeyUse use() {
    return switch (this) {
      case AUTHENTICATION -> KeyUse.AUTHENTICATION;
      case SIGNING -> KeyUse.SIGNING;
    };
  }
}
