// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

/**
 * One call of the demo and what came of it.
 *
 * @param refused whether the answer was a fault, which for one call is what should happen
 */
record ShownCall(
    String queryId, String protocol, String title, String answer, boolean refused, long millis) {}
