// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

/** How the RSA keys of a token sign (D-012): {@code CKM_RSA_PKCS} or {@code CKM_RSA_PKCS_PSS}. */
public enum RsaPadding {
  PKCS1,
  PSS
}
