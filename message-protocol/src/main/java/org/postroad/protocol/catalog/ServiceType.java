// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

/** How a service is called and described. */
public enum ServiceType {
  /** Described by a WSDL. */
  SOAP,
  /** Without a description that could be asked for. */
  REST,
  /** REST, described by an OpenAPI document. */
  OPENAPI
}
