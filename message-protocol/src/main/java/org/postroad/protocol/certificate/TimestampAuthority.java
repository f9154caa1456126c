// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;

/**
 * A time-stamping service approved in the global configuration: its own certificate, not its CA's.
 */
public record TimestampAuthority(String name, String url, X509Certificate certificate) {}
