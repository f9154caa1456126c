// SPDX-License-Identifier: MIT
/**
 * Two whole security servers in one process, everything about them fixed, and every byte that
 * passes between them on the server port. Compared with what reference servers said to each other,
 * and with the captures in {@code test-vectors/transport}.
 */
@NullMarked
package org.postroad.securityserver.golden;

import org.jspecify.annotations.NullMarked;
