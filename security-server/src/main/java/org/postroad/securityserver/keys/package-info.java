// SPDX-License-Identifier: MIT

/**
 * Keys and certificates of a server as administrators see and change them: tokens, keys, requests
 * and certificates with their states, and what may not be done to them.
 *
 * <p>What a change means for exchanges under way is decided in {@code signer}; this room never
 * sends anything to the registry. Imports {@code conf}, {@code signer} and the rooms these are made
 * of; never {@code consumer}, {@code provider} or {@code admin}.
 */
@NullMarked
package org.postroad.securityserver.keys;

import org.jspecify.annotations.NullMarked;
