// SPDX-License-Identifier: MIT

/**
 * The database of a security server of the reference implementation, read while it runs or from a
 * dump: rows in, a configuration of this server out. Writes nothing anywhere; never imports
 * commands. The only room of these commands with SQL.
 */
@NullMarked
package org.postroad.cli.serverconf;

import org.jspecify.annotations.NullMarked;
