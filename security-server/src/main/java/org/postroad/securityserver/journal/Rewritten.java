// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

/**
 * What rewriting a segment changed.
 *
 * @param replaced how many entries were replaced; with 0 the file was left as it was
 * @param bytesBefore length of the segment file before
 * @param bytesAfter length of the segment file now
 */
public record Rewritten(long replaced, long bytesBefore, long bytesAfter) {}
