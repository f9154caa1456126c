// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

/**
 * How much was signed.
 *
 * @param operations of keys; fewer than messages when messages were signed together
 */
public record SignatureCount(long messages, long operations) {}
