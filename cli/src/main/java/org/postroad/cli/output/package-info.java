// SPDX-License-Identifier: MIT

/**
 * Tables, JSON, YAML and progress: the one place that writes to the terminal. Imports no other
 * room.
 */
@NullMarked
package org.postroad.cli.output;

import org.jspecify.annotations.NullMarked;
