// SPDX-License-Identifier: MIT

/**
 * What every command that runs until it is told to stop needs, and the one that makes its
 * directory: its one YAML file with typed keys and units, the PIN of its token, the configuration
 * of its instance, the wish that it ends. Knows the keys of no program.
 */
@NullMarked
package org.postroad.cli.process;

import org.jspecify.annotations.NullMarked;
