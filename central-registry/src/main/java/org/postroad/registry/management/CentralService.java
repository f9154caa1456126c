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

/** The operations of {@code managementservices.wsdl}, by name (B08); nobody implements them. */
@WebService(name = "centralservice", targetNamespace = ServiceContracts.NAMESPACE)
@SOAPBinding(parameterStyle = SOAPBinding.ParameterStyle.BARE)
public interface CentralService {
  /** The one part of each message. */
  String PART = "parameters";

  @WebMethod
  @WebResult(name = "clientRegResponse", targetNamespace = XROAD, partName = PART)
  Source clientReg(
      @WebParam(name = "clientReg", targetNamespace = XROAD, partName = PART) DOMSource body);

  @WebMethod
  @WebResult(name = "clientDeletionResponse", targetNamespace = XROAD, partName = PART)
  Source clientDeletion(
      @WebParam(name = "clientDeletion", targetNamespace = XROAD, partName = PART) DOMSource body);

  @WebMethod
  @WebResult(name = "clientDisableResponse", targetNamespace = XROAD, partName = PART)
  Source clientDisable(
      @WebParam(name = "clientDisable", targetNamespace = XROAD, partName = PART) DOMSource body);

  @WebMethod
  @WebResult(name = "clientEnableResponse", targetNamespace = XROAD, partName = PART)
  Source clientEnable(
      @WebParam(name = "clientEnable", targetNamespace = XROAD, partName = PART) DOMSource body);

  @WebMethod
  @WebResult(name = "clientRenameResponse", targetNamespace = XROAD, partName = PART)
  Source clientRename(
      @WebParam(name = "clientRename", targetNamespace = XROAD, partName = PART) DOMSource body);

  @WebMethod
  @WebResult(name = "ownerChangeResponse", targetNamespace = XROAD, partName = PART)
  Source ownerChange(
      @WebParam(name = "ownerChange", targetNamespace = XROAD, partName = PART) DOMSource body);

  @WebMethod
  @WebResult(name = "addressChangeResponse", targetNamespace = XROAD, partName = PART)
  Source addressChange(
      @WebParam(name = "addressChange", targetNamespace = XROAD, partName = PART) DOMSource body);

  @WebMethod
  @WebResult(name = "authCertDeletionResponse", targetNamespace = XROAD, partName = PART)
  Source authCertDeletion(
      @WebParam(name = "authCertDeletion", targetNamespace = XROAD, partName = PART)
          DOMSource body);

  @WebMethod
  @WebResult(name = "maintenanceModeEnableResponse", targetNamespace = XROAD, partName = PART)
  Source maintenanceModeEnable(
      @WebParam(name = "maintenanceModeEnable", targetNamespace = XROAD, partName = PART)
          DOMSource body);

  @WebMethod
  @WebResult(name = "maintenanceModeDisableResponse", targetNamespace = XROAD, partName = PART)
  Source maintenanceModeDisable(
      @WebParam(name = "maintenanceModeDisable", targetNamespace = XROAD, partName = PART)
          DOMSource body);
}
