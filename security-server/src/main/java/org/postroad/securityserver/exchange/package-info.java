// SPDX-License-Identifier: MIT
/**
 * What both lines share: the stage, its timing, the record of one exchange, bodies that are kept
 * while they stream, and the two stages that sign and log. Must never import {@code consumer},
 * {@code provider} or Netty.
 */
@NullMarked
package org.postroad.securityserver.exchange;

import org.jspecify.annotations.NullMarked;
