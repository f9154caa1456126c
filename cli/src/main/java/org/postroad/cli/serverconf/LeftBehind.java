// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

/**
 * Something of the database that is not taken over.
 *
 * @param what it is, such as {@code certificate 7}
 * @param whose it is, or how much of it there is
 */
public record LeftBehind(String what, String whose, String why) {}
