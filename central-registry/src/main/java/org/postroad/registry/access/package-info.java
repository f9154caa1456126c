// SPDX-License-Identifier: MIT

/**
 * Who may administer the registry: API tokens, roles, and the matrix of permissions. Imports no
 * other room of the registry.
 */
@NullMarked
package org.postroad.registry.access;

import org.jspecify.annotations.NullMarked;
