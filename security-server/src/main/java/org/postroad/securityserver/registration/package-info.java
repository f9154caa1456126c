// SPDX-License-Identifier: MIT

/**
 * What this server asks of the registry of its instance: management requests made, signed, sent,
 * and the response read. A certificate is registered at the registry itself, everything else
 * travels as a message through this server's own client port. What came of it is read from the
 * global configuration. Knows no line and no message log.
 */
@NullMarked
package org.postroad.securityserver.registration;

import org.jspecify.annotations.NullMarked;
