// SPDX-License-Identifier: MIT

/**
 * The commands of {@code postroad server} that are clients of its administration API, declared with
 * what the room {@code administration} offers. Must never reach into a server but over its API,
 * except to learn where that is.
 */
@NullMarked
package org.postroad.cli.server.admin;

import org.jspecify.annotations.NullMarked;
