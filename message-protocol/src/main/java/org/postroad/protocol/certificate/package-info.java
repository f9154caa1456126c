// SPDX-License-Identifier: MIT

/**
 * Certificate profiles, chains, OCSP responses and RFC 3161 time-stamp tokens; every check takes
 * the instant it is made for. Never fetches anything.
 */
@NullMarked
package org.postroad.protocol.certificate;

import org.jspecify.annotations.NullMarked;
