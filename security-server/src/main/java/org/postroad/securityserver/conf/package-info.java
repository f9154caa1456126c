// SPDX-License-Identifier: MIT

/**
 * The server configuration store and the global-configuration client, published as one immutable
 * snapshot. Never imports a line.
 */
@NullMarked
package org.postroad.securityserver.conf;

import org.jspecify.annotations.NullMarked;
