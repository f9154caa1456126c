// SPDX-License-Identifier: MIT

/**
 * Members, subsystems, security servers, groups and management requests as a sealed state machine.
 * Pure rules: imports no other room of the registry.
 */
@NullMarked
package org.postroad.registry.membership;

import org.jspecify.annotations.NullMarked;
