// SPDX-License-Identifier: MIT

/** What the registry keeps, in a database. The only room of the registry with SQL. */
@NullMarked
package org.postroad.registry.store;

import org.jspecify.annotations.NullMarked;
