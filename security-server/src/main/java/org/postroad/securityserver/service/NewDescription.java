// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

/** Services that an administrator wants to offer (D17). */
public sealed interface NewDescription {

  /** Of a WSDL or OpenAPI document, or the base of a REST service. */
  String url();

  /** Every service that the WSDL at this address describes. */
  record Wsdl(String url) implements NewDescription {}

  /** The API that an OpenAPI document describes, as one service. */
  record OpenApi(String url, String code) implements NewDescription {}

  /** One service of which nothing is known but where it is. */
  record Rest(String url, String code) implements NewDescription {}
}
