// SPDX-License-Identifier: MIT

/**
 * The folder with the backups of a registry, and the two steps of a restore. Imports no other room
 * of the registry; what is in a backup is decided outside.
 */
@NullMarked
package org.postroad.registry.backup;

import org.jspecify.annotations.NullMarked;
