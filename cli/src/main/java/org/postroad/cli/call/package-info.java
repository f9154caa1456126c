// SPDX-License-Identifier: MIT

/**
 * {@code postroad call}: one request from the command line through a security server's client port,
 * as an information system sends it, and what came back. Imports no room but {@code output} and
 * {@code catalog}.
 */
@NullMarked
package org.postroad.cli.call;

import org.jspecify.annotations.NullMarked;
