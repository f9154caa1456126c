// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

/**
 * What the caller of an append learns once the entry is durable.
 *
 * @param number of the entry
 * @param sequence of the record, or of the last record before another entry
 */
public record Appended(JournalPosition position, long number, long sequence) {}
