// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

/** What a description is written in. No browser shows one of these types as a page. */
public enum DescriptionForm {
  WSDL("application/wsdl+xml"),
  OPENAPI_JSON("application/vnd.oai.openapi+json"),
  OPENAPI_YAML("application/vnd.oai.openapi");

  private final String mediaType;

  DescriptionForm(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }
}
