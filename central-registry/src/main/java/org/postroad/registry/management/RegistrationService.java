// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import static org.postroad.protocol.xml.Namespaces.XROAD;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import jakarta.jws.soap.SOAPBinding;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;

/** The operation of {@code registration.wsdl}, by name (B01); nobody implements it. */
@WebService(name = "registration", targetNamespace = ServiceContracts.NAMESPACE)
@SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
public interface RegistrationService {
  /** The one part of each message. */
  String PART = "parameters";

  @WebMethod
  @WebResult(name = "authCertRegResponse", targetNamespace = XROAD, partName = PART)
  Source authCertReg(
      @WebParam(name = "authCertReg", targetNamespace = XROAD, partName = PART) DOMSource body);
}
