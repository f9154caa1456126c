// SPDX-License-Identifier: MIT

/**
 * What every command that runs until it is told to stop needs: its one YAML file with typed keys
 * and units, the PIN of its token, the wish that it ends. Knows no program.
 */
@NullMarked
package org.postroad.cli.process;

import org.jspecify.annotations.NullMarked;
