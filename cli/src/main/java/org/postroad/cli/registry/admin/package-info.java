// SPDX-License-Identifier: MIT

/**
 * The commands of {@code postroad registry} that are clients of the administration API: what may be
 * asked or changed is declared as {@code Verb}s under {@code Noun}s, and one class runs them all.
 * Must never reach into a registry but over its API.
 */
@NullMarked
package org.postroad.cli.registry.admin;

import org.jspecify.annotations.NullMarked;
