// SPDX-License-Identifier: MIT

/**
 * What the server knows: its own configuration (clients, services, access rights), each version in
 * a file, and decided upon here, and the global configuration, fetched, verified, kept on disk and
 * never led back to an older one. Both are published as one immutable snapshot. Never imports a
 * line, never imports Netty: downloads come in as a function.
 */
@NullMarked
package org.postroad.securityserver.conf;

import org.jspecify.annotations.NullMarked;
