// SPDX-License-Identifier: MIT

/**
 * The HTTPS ports of the registry: TLS, the limits of rows B05 and E06, and nothing of what a
 * request means. Beside {@code distribution} the only room of the registry with Netty, no type of
 * which stands in the signature of what serves requests. Imports no other room of the registry.
 */
@NullMarked
package org.postroad.registry.net;

import org.jspecify.annotations.NullMarked;
