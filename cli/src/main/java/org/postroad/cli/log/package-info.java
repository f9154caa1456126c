// SPDX-License-Identifier: MIT

/**
 * Commands over a message log: {@code postroad log}. A log is found by its directory or by the name
 * of a server of a running sandbox; whatever a command does is done by {@code
 * org.postroad.securityserver.admin}, in the server that has the log open, or here when none has.
 */
@NullMarked
package org.postroad.cli.log;

import org.jspecify.annotations.NullMarked;
