// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.cert.X509Certificate;
import org.postroad.protocol.token.TokenKey;

/** A key of a token together with a certificate over it. */
public record CertifiedKey(TokenKey key, X509Certificate certificate) {}
