// SPDX-License-Identifier: MIT

/**
 * Which services the members of this instance offer: their descriptions collected from the security
 * servers as an ordinary client, compared with what is known, kept by digest with all their
 * history, put into the signed configuration, searched and answered about; and the certificates of
 * members. Only descriptions travel, never data; whatever a description says is judged hostile.
 * Imports no room but {@code membership}; where it is kept is behind {@link
 * org.postroad.registry.catalog.CatalogRecords}.
 */
@NullMarked
package org.postroad.registry.catalog;

import org.jspecify.annotations.NullMarked;
