// SPDX-License-Identifier: MIT

/**
 * What changed in a registry field by field, derived from its states before and after each entry of
 * the journal. Never imports the journal's database or the ports.
 */
@NullMarked
package org.postroad.registry.history;

import org.jspecify.annotations.NullMarked;
