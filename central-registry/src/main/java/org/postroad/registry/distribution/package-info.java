// SPDX-License-Identifier: MIT

/** Serves the published directory. The only room of the registry with Netty. */
@NullMarked
package org.postroad.registry.distribution;

import org.jspecify.annotations.NullMarked;
