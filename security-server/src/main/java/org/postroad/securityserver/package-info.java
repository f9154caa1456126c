// SPDX-License-Identifier: MIT

/**
 * The security server: reads the configuration, wires every object by hand, starts and stops. Never
 * imported by its own rooms.
 */
@NullMarked
package org.postroad.securityserver;

import org.jspecify.annotations.NullMarked;
