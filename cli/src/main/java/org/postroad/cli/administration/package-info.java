// SPDX-License-Identifier: MIT

/**
 * Commands that are clients of an administration API: what may be asked or changed is declared as
 * {@code Verb}s under {@code Noun}s, and one class runs them all. Which commands a program has is
 * declared in the rooms of the programs; this one knows none of them.
 */
@NullMarked
package org.postroad.cli.administration;

import org.jspecify.annotations.NullMarked;
