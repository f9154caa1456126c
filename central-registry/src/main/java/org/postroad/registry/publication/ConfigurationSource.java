// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.Locale;

/** The two directories a registry signs: for its own servers and for federated instances (A57). */
public enum ConfigurationSource {
  INTERNAL("internalconf", "CN=internalSigningKey"),
  EXTERNAL("externalconf", "CN=externalSigningKey");

  private final String directoryName;
  private final String keySubject;

  ConfigurationSource(String directoryName, String keySubject) {
    this.directoryName = directoryName;
    this.keySubject = keySubject;
  }

  /** The path the directory is served at, without the leading slash; clients depend on it (A12). */
  public String directoryName() {
    return directoryName;
  }

  /** What it is called in file names, messages and interfaces. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The subject of self-signed certificates of signing keys (A107). */
  public String keySubject() {
    return keySubject;
  }
}
