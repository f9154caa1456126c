// SPDX-License-Identifier: MIT

/**
 * {@code postroad registry init} and {@code run}: the registry of an instance as one process, from
 * one file. The keys of that file and their defaults live here and nowhere else. Never imports
 * other commands.
 */
@NullMarked
package org.postroad.cli.instance;

import org.jspecify.annotations.NullMarked;
