// SPDX-License-Identifier: MIT

/**
 * Listeners, TLS contexts, the outgoing pool and the address race, behind a blocking connection for
 * virtual threads. The only room with Netty, which never leaves it.
 */
@NullMarked
package org.postroad.securityserver.net;

import org.jspecify.annotations.NullMarked;
