// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Where the status of certificates issued by one authority certificate is asked, and which
 * certificate may sign the answers besides those the authority delegates to (A76).
 *
 * @param authority the top or intermediate authority certificate this responder answers for
 */
public record OcspResponder(
    X509Certificate authority, String url, Optional<X509Certificate> certificate) {}
