// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import java.util.ArrayList;
import java.util.List;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.keys.TokenState;

/** What can be done with a token, a key, a certificate or a request as it is now. */
enum PossibleAction {
  DELETE,
  ACTIVATE,
  DISABLE,
  LOGIN,
  LOGOUT,
  REGISTER,
  UNREGISTER,
  IMPORT_FROM_TOKEN,
  GENERATE_KEY,
  EDIT_FRIENDLY_NAME,
  GENERATE_AUTH_CSR,
  GENERATE_SIGN_CSR,
  TOKEN_CHANGE_PIN,
  TOKEN_DELETE;

  /** Logging in and out is for every node, changes are for the one that others copy. */
  static List<PossibleAction> of(TokenState token, boolean readOnly) {
    List<PossibleAction> all = new ArrayList<>();
    if (!token.loggedIn()) {
      if (token.available()) {
        all.add(LOGIN);
      } else if (!readOnly && token.kind() == TokenState.Kind.HARDWARE) {
        all.add(TOKEN_DELETE);
      }
    } else {
      all.add(LOGOUT);
      if (!readOnly) {
        if (!token.readOnly()) {
          all.add(GENERATE_KEY);
        }
        if (token.kind() == TokenState.Kind.SOFTWARE) {
          all.add(TOKEN_CHANGE_PIN);
        }
      }
    }
    if (!readOnly) {
      all.add(EDIT_FRIENDLY_NAME);
    }
    return List.copyOf(all);
  }

  /** A key to authenticate with is made in the software token alone (C68). */
  static List<PossibleAction> of(KeyState key, TokenState token, boolean readOnly) {
    if (readOnly) {
      return List.of();
    }
    List<PossibleAction> all = new ArrayList<>();
    if (token.loggedIn()) {
      if (!token.readOnly()) {
        all.add(DELETE);
      }
      boolean software = token.kind() == TokenState.Kind.SOFTWARE;
      if (software && key.use().filter(use -> use == KeyUse.SIGNING).isEmpty()) {
        all.add(GENERATE_AUTH_CSR);
      }
      if (key.use().filter(use -> use == KeyUse.AUTHENTICATION).isEmpty()) {
        all.add(GENERATE_SIGN_CSR);
      }
    }
    all.add(EDIT_FRIENDLY_NAME);
    return List.copyOf(all);
  }

  static List<PossibleAction> of(CertificateState certificate, boolean readOnly) {
    if (readOnly) {
      return List.of();
    }
    List<PossibleAction> all = new ArrayList<>();
    if (certificate.use() == KeyUse.SIGNING) {
      all.add(DELETE);
    } else {
      switch (certificate.status()) {
        case SAVED, GLOBAL_ERROR -> all.addAll(List.of(DELETE, REGISTER));
        case REGISTRATION_IN_PROGRESS, REGISTERED -> all.add(UNREGISTER);
        case DELETION_IN_PROGRESS -> all.add(DELETE);
      }
    }
    all.add(certificate.active() ? DISABLE : ACTIVATE);
    return List.copyOf(all);
  }

  static List<PossibleAction> ofOnDevice(boolean readOnly) {
    return readOnly ? List.of() : List.of(IMPORT_FROM_TOKEN);
  }

  static List<PossibleAction> ofRequest(boolean readOnly) {
    return readOnly ? List.of() : List.of(DELETE);
  }
}
