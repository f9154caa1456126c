// SPDX-License-Identifier: MIT
/**
 * The line from the server port to the service and back, and the OCSP port beside it. Must never
 * import {@code consumer} or Netty.
 */
@NullMarked
package org.postroad.securityserver.provider;

import org.jspecify.annotations.NullMarked;
