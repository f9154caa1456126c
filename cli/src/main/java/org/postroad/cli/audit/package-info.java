// SPDX-License-Identifier: MIT
/**
 * Commands for auditors: {@code postroad verify} judges containers against the configuration that
 * was in force, offline.
 *
 * <p>Here lives what touches files, the network and the terminal; every judgement is made by {@code
 * org.postroad.protocol.container}. Imports neither server nor registry.
 */
@NullMarked
package org.postroad.cli.audit;

import org.jspecify.annotations.NullMarked;
