// SPDX-License-Identifier: MIT

/** The line from the client port to the response. Never imports {@code provider}, Netty or SQL. */
@NullMarked
package org.postroad.securityserver.consumer;

import org.jspecify.annotations.NullMarked;
