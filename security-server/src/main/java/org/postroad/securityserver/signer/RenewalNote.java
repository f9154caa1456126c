// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the automatic renewal of one certificate has come (C61, C85).
 *
 * @param next when it is tried next
 * @param renewed the SHA-256 of the certificate that takes its place
 * @param error why the last try failed
 */
public record RenewalNote(
    Optional<Instant> next, Optional<String> renewed, Optional<String> error) {}
