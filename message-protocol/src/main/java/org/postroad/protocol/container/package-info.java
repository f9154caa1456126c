// SPDX-License-Identifier: MIT
/**
 * ASiC-E containers: written, read and verified.
 *
 * <p>Here live the one ZIP reader and writer of the program, the entries and manifests of a
 * container, and the verification that turns a container and a global configuration into a list of
 * findings. Bytes go in and values come out: nothing here opens a file, asks a network or a clock,
 * and nothing here imports {@code transport} or {@code token}.
 */
@NullMarked
package org.postroad.protocol.container;

import org.jspecify.annotations.NullMarked;
