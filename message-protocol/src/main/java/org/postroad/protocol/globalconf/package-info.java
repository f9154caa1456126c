// SPDX-License-Identifier: MIT

/**
 * The anchor, the signed directory, private and shared parameters of every version, and the
 * immutable global configuration with its look-ups. Never fetches anything.
 */
@NullMarked
package org.postroad.protocol.globalconf;

import org.jspecify.annotations.NullMarked;
