// SPDX-License-Identifier: MIT

/**
 * Requests of an HTTPS port on their way to JAX-RS resources: what a port has read and what it
 * says, the limits of its callers, and Apache CXF without a servlet container. The ports themselves
 * are each program's own. Needs Apache CXF, which the library brings to nobody who does not ask for
 * it. Imports no other room.
 */
@NullMarked
package org.postroad.protocol.dispatch;

import org.jspecify.annotations.NullMarked;
