// SPDX-License-Identifier: MIT

/**
 * {@code postroad server}: runs one security server from one file. The keys of that file and their
 * defaults live here and nowhere else. Never imports other commands.
 */
@NullMarked
package org.postroad.cli.server;

import org.jspecify.annotations.NullMarked;
