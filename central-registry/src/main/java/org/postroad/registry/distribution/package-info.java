// SPDX-License-Identifier: MIT

/** Serves the published directory and the witness, plain and inside TLS. */
@NullMarked
package org.postroad.registry.distribution;

import org.jspecify.annotations.NullMarked;
