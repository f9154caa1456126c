// SPDX-License-Identifier: MIT

/**
 * The trust services of the sandbox: a certification authority with its OCSP responder and a
 * time-stamping authority, served over plain HTTP on this machine. For demonstration and tests; it
 * approves whoever asks.
 *
 * <p>Imports only {@code org.postroad.protocol}; never a security server or the registry, which
 * know these services by their URLs and certificates like any other.
 */
@NullMarked
package org.postroad.cli.sandbox.trust;

import org.jspecify.annotations.NullMarked;
