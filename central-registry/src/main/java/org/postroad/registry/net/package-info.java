// SPDX-License-Identifier: MIT

/**
 * The HTTPS ports where management requests arrive: TLS, the limits of row B05, and nothing of what
 * a request means. Beside {@code distribution} the only room of the registry with Netty, no type of
 * which stands in a public signature. Imports {@code management} only.
 */
@NullMarked
package org.postroad.registry.net;

import org.jspecify.annotations.NullMarked;
