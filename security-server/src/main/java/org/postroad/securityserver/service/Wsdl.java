// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

/** Names of WSDL 1.1 and its two SOAP bindings. */
final class Wsdl {
  static final String NAMESPACE = "http://schemas.xmlsoap.org/wsdl/";
  static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";
  static final String SOAP_12 = "http://schemas.xmlsoap.org/wsdl/soap12/";

  private Wsdl() {}
}
