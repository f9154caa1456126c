// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

/**
 * One message as an auditor sees it: whose message log it is from and what its container proves.
 *
 * @param signer the member who signed it, or nothing if that is not established
 * @param timestamp the time in the time-stamp, or nothing without one
 */
record ShownMessage(
    String queryId,
    String side,
    String kind,
    String protocol,
    String signer,
    String timestamp,
    boolean verified,
    String container) {}
