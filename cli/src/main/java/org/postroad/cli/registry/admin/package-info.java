// SPDX-License-Identifier: MIT

/**
 * The commands of {@code postroad registry} that are clients of its administration API, declared
 * with what the room {@code administration} offers. Must never reach into a registry but over its
 * API.
 */
@NullMarked
package org.postroad.cli.registry.admin;

import org.jspecify.annotations.NullMarked;
