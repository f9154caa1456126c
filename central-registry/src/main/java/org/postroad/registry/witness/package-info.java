// SPDX-License-Identifier: MIT

/**
 * The registry as a witness of the message logs of security servers: its key, its files, its
 * policy. What is decided is decided in {@code protocol.transparency}; {@code distribution} carries
 * it over HTTP. Imports no other room.
 */
@NullMarked
package org.postroad.registry.witness;

import org.jspecify.annotations.NullMarked;
