// SPDX-License-Identifier: MIT
/**
 * Whether this node can do its work, told to whoever sends it work: a port for load balancers, a
 * switch that takes the node out of service, and diagnostics for programs on the same machine. What
 * is asked about lives elsewhere; this room asks, waits no longer than it must, and remembers the
 * answer for a moment. It must never change anything of the exchange of messages, and it imports no
 * line.
 */
@NullMarked
package org.postroad.securityserver.health;

import org.jspecify.annotations.NullMarked;
