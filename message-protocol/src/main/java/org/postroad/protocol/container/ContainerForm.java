// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

/** How a container may be put together. */
public enum ContainerForm {
  /**
   * Byte for byte what {@link ContainerWriter} makes of the same content. Not a single bit of such
   * a file can be changed, not even where no signature reaches.
   */
  OWN,
  /**
   * Any unambiguous ZIP file with the entries of X-Road, in any order, stored or deflated, with a
   * comment, and perhaps with further files that nothing protects (D-056, D-061).
   */
  ANY
}
