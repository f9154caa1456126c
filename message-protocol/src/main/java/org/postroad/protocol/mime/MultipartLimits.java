// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

/**
 * What one multipart body may cost its reader besides the parts themselves, which stream.
 *
 * @param parts number of parts
 * @param headerBytes bytes of the header block of one part
 * @param headerFields fields in it
 * @param surroundingBytes bytes before the first and after the last boundary
 */
public record MultipartLimits(int parts, int headerBytes, int headerFields, int surroundingBytes) {
  public static final MultipartLimits DEFAULT = new MultipartLimits(1024, 8192, 64, 8192);
}
