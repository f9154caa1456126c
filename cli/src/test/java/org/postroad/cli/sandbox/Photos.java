// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import jakarta.activation.DataHandler;
import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;

/**
 * What an integrator's service offers, written code first: document/literal wrapped, nothing of
 * X-Road in it.
 */
@WebService(name = "Photos", targetNamespace = Photos.NAMESPACE)
interface Photos {
  String NAMESPACE = "urn:example:photos";

  @WebMethod
  @WebResult(name = "greeting")
  String greet(@WebParam(name = "name") String name);

  /** Gives back the SHA-256 of the photo, in hexadecimal. */
  @WebMethod
  @WebResult(name = "sha256")
  String storePhoto(@WebParam(name = "photo") DataHandler photo);

  /** A photo of so many bytes, each the same as its place modulo 251. */
  @WebMethod
  @WebResult(name = "photo")
  DataHandler fetchPhoto(@WebParam(name = "size") int size);

  /** Gives back the attachments of the request, and how many there were. */
  @WebMethod
  @WebResult(name = "count")
  int returnAttachments(@WebParam(name = "note") String note);

  /** Always fails. */
  @WebMethod
  @WebResult(name = "nothing")
  String fail(@WebParam(name = "reason") String reason);

  /** Known to the client alone: no security server offers it. */
  @WebMethod
  @WebResult(name = "nothing")
  String notOffered(@WebParam(name = "name") String name);
}
