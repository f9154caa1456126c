// SPDX-License-Identifier: MIT

/**
 * Apache CXF without a servlet container: requests that one of our own ports has read go in,
 * replies come out. The only room that knows how CXF carries messages; beside {@code admin} and
 * {@code management} the only one that knows CXF. Imports {@code net} alone.
 */
@NullMarked
package org.postroad.registry.dispatch;

import org.jspecify.annotations.NullMarked;
