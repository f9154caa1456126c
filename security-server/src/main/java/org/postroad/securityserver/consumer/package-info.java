// SPDX-License-Identifier: MIT
/**
 * The line from the client port to the response, and the services of that port that do not travel
 * (list of clients, download of signed documents). Must never import {@code provider} or Netty.
 */
@NullMarked
package org.postroad.securityserver.consumer;

import org.jspecify.annotations.NullMarked;
