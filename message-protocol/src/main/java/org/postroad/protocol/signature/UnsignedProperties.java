// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What a signature carries along without protecting it: each of these proves itself elsewhere.
 *
 * @param certificates only those listed with a matching digest (D-046)
 * @param timestamp a time-stamp token of the signature value
 */
record UnsignedProperties(
    List<X509Certificate> certificates, List<byte[]> ocspResponses, Optional<byte[]> timestamp) {}
