// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

/** The answer of a trust service to one question, both in DER. */
@FunctionalInterface
interface Answer {
  byte[] to(byte[] question);
}
