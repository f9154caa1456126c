// SPDX-License-Identifier: MIT

/**
 * What a security server of the reference implementation says in its files, in the words of this
 * one. Reads copies and writes nothing; never imports commands.
 */
@NullMarked
package org.postroad.cli.takeover;

import org.jspecify.annotations.NullMarked;
