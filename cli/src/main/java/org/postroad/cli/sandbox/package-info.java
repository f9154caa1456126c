// SPDX-License-Identifier: MIT
/**
 * A whole instance on one machine: registry, certification and time-stamping services, two agencies
 * with a security server each, and a population registry that one of them owns. The only room that
 * sees everything; must never be imported by another.
 */
@NullMarked
package org.postroad.cli.sandbox;

import org.jspecify.annotations.NullMarked;
