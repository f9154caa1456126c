// SPDX-License-Identifier: MIT

/**
 * Refusals: the closed set of fault codes, the one unchecked {@code Fault}, and what is sent of it
 * to a consumer or a peer. Imports no other room, since every other room throws faults; reading
 * faults that came from elsewhere is the business of {@code message}.
 */
@NullMarked
package org.postroad.protocol.fault;

import org.jspecify.annotations.NullMarked;
