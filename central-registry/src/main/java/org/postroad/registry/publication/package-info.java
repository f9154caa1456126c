// SPDX-License-Identifier: MIT

/** From a snapshot to parameters to the signed directory, and anchors. Never serves anything. */
@NullMarked
package org.postroad.registry.publication;

import org.jspecify.annotations.NullMarked;
