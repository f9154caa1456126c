// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

/**
 * What an explanation stands on.
 *
 * @param record where it is written
 * @param text what it says
 */
record Fact(String record, String text) {}
