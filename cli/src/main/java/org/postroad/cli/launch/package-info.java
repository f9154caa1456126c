// SPDX-License-Identifier: MIT

/**
 * The root command, {@code postroad}: its version, its exit codes, and the list of its subcommands.
 */
@NullMarked
package org.postroad.cli.launch;

import org.jspecify.annotations.NullMarked;
