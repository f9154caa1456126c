// SPDX-License-Identifier: MIT

/**
 * SOAP operations on Apache CXF, behind ports of our own, by the transport that the library's room
 * {@code dispatch} has for JAX-RS too. Beside {@code admin} and {@code management} the only room
 * that knows CXF. Imports no other room of the registry.
 */
@NullMarked
package org.postroad.registry.dispatch;

import org.jspecify.annotations.NullMarked;
