// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

/**
 * A part of a message beside the message itself: a SOAP attachment or the body of a REST message.
 *
 * @param number counted from 1 in the order of the message
 * @param bytes the signed bytes; not to be written to
 */
public record Attachment(int number, byte[] bytes) {}
