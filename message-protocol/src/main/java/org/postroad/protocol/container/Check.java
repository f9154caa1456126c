// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

/**
 * What is checked about a container. A container is valid when every check of this list that {@link
 * #decides()} passed and no other one failed.
 */
public enum Check {
  /** The file can be read in one way only and has the entries of a container. */
  CONTAINER("container", true),
  /** The message can be understood. */
  MESSAGE("message", true),
  /** The signature is whole and covers exactly the parts of the message. */
  SIGNATURE("signature", true),
  /** There is a time-stamp over this very signature. */
  TIMESTAMP("timestamp", true),
  /** It is the word of an approved time-stamping authority. */
  TIMESTAMP_AUTHORITY("timestamp-authority", true),
  /** The signing certificate belongs to the member that sent the message. */
  SIGNER("signer", true),
  /** The certificate chain was valid at that time. */
  CHAIN("certificate-chain", true),
  /** Every certificate of the chain was good at that time. */
  OCSP("ocsp", true),
  /** What the signer says about the time of signing. */
  SIGNING_TIME("signing-time", false),
  /** Parts that are signed but not in the file. */
  ABSENT_PART("absent-part", false),
  /** Parts that were handed in beside the file are what was signed. */
  SUPPLIED_PART("supplied-part", false),
  /** The manifest of the time-stamp says what is there. */
  MANIFEST("manifest", false),
  /** Files that nothing protects. */
  UNPROTECTED("unprotected", false);

  private final String label;
  private final boolean decides;

  Check(String label, boolean decides) {
    this.label = label;
    this.decides = decides;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /** True when no verdict of validity is possible without this check. */
  public boolean decides() {
    return decides;
  }
}
