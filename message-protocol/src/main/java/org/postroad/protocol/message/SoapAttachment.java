// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.io.InputStream;
import org.postroad.protocol.mime.Headers;

/**
 * One attachment of a SOAP message, raw, in whatever transfer encoding it came.
 *
 * @param headers the header fields of the part but the content type
 */
public record SoapAttachment(String contentType, Headers headers, InputStream body) {}
