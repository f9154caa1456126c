// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import java.security.cert.X509Certificate;

/** The sandbox's own certificates: authority, OCSP responder, time-stamping authority. */
record AuthorityCertificates(X509Certificate ca, X509Certificate ocsp, X509Certificate tsa) {}
