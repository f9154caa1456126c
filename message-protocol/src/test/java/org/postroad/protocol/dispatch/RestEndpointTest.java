// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What CXF makes of requests that never were in a servlet container. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestEndpointTest {

  /** A resource with one of everything. */
  @Path("things")
  public static final class Things {
    @GET
    @Path("{id}")
    @Produces("text/plain")
    public String read(
        @PathParam("id") String id, @QueryParam("q") String q, @HeaderParam("X-Who") String who) {
      return id + "|" + q + "|" + who;
    }

    @POST
    @Consumes("text/plain")
    @Produces("text/plain")
    public Response add(String body) {
      return Response.status(201).header("Location", "/api/things/" + body).entity(body).build();
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id) {
      if (id.equals("broken")) {
        throw new IllegalStateException("cannot");
      }
    }
  }

  private RestEndpoint endpoint;

  @BeforeAll
  void open() {
    endpoint = RestEndpoint.open("/api", List.of(new Things()), List.of());
  }

  @AfterAll
  void close() {
    endpoint.close();
  }

  private PortReply ask(
      String method, String path, String query, Map<String, List<String>> headers, String body) {
    var head = new PortHead(method, path, query, headers, InetAddress.getLoopbackAddress());
    return endpoint.answer(new PortRequest(head, body.getBytes(UTF_8)));
  }

  private static String text(PortReply reply) {
    return new String(reply.body(), UTF_8);
  }

  @Test
  void partsOfTheRequestArriveDecoded() {
    PortReply reply =
        ask("GET", "/api/things/a%3Ab%20c", "q=%C3%B5+x", Map.of("x-who", List.of("me")), "");
    assertEquals(200, reply.status());
    assertEquals("a:b c|õ x|me", text(reply));
    assertEquals("text/plain", reply.headers().get("content-type"));
  }

  @Test
  void theBodyGoesInAndStatusHeadersAndBodyComeOut() {
    PortReply reply =
        ask("POST", "/api/things", "", Map.of("Content-Type", List.of("text/plain")), "new");
    assertEquals(201, reply.status());
    assertEquals("/api/things/new", reply.headers().get("location"));
    assertEquals("new", text(reply));
  }

  @Test
  void nothingToSayIsNoContent() {
    assertEquals(204, ask("DELETE", "/api/things/1", "", Map.of(), "").status());
  }

  @Test
  void whatIsNotServedHasTheStatusThatSaysWhy() {
    assertEquals(404, ask("GET", "/api/others", "", Map.of(), "").status());
    assertEquals(405, ask("PUT", "/api/things", "", Map.of(), "").status());
    assertEquals(
        415, ask("POST", "/api/things", "", Map.of("Content-Type", List.of("a/b")), "x").status());
    assertEquals(
        406, ask("GET", "/api/things/1", "", Map.of("Accept", List.of("a/b")), "").status());
  }

  @Test
  void anUnforeseenFailureIsAnEmptyRefusal() {
    PortReply reply = ask("DELETE", "/api/things/broken", "", Map.of(), "");
    assertEquals(500, reply.status());
    assertEquals("", text(reply));
  }
}
