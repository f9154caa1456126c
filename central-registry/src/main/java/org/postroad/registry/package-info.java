// SPDX-License-Identifier: MIT

/**
 * The central registry of one instance, put together by hand: what members, servers and trust
 * services there are, published as signed configuration. Sees the message protocol and never a
 * security server.
 */
@NullMarked
package org.postroad.registry;

import org.jspecify.annotations.NullMarked;
