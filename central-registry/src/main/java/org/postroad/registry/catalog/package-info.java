// SPDX-License-Identifier: MIT

/** Service descriptions, collected, versioned and signed. Never imports {@code management}. */
@NullMarked
package org.postroad.registry.catalog;

import org.jspecify.annotations.NullMarked;
