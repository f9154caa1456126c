// SPDX-License-Identifier: MIT

/**
 * The line from the server port to the service and back. Never imports {@code consumer}, Netty or
 * SQL.
 */
@NullMarked
package org.postroad.securityserver.provider;

import org.jspecify.annotations.NullMarked;
