// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox.population;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/** The running population registry: REST, SOAP and both descriptions on one address. */
public final class PopulationRegistry implements AutoCloseable {

  public static final int PEOPLE = 4000;

  /** Where the OpenAPI document is, below {@link #url}. */
  public static final String OPENAPI = "/openapi.yaml";

  /** Where the WSDL is, below {@link #url}. */
  public static final String WSDL = "/population.wsdl";

  private final PopulationDatabase database;
  private final HttpServer server;
  private final ExecutorService threads;

  private PopulationRegistry(
      PopulationDatabase database, HttpServer server, ExecutorService threads) {
    this.database = database;
    this.server = server;
    this.threads = threads;
  }

  /** Starts it with the database of a JDBC URL, filled from the random source if empty. */
  public static PopulationRegistry start(
      InetSocketAddress address, String databaseUrl, RandomGenerator random) throws IOException {
    PopulationDatabase database =
        PopulationDatabase.open(databaseUrl, new PersonGenerator(random), PEOPLE);
    HttpServer server = HttpServer.create(address, 0);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/people", new PopulationRest(database));
    server.createContext("/soap", new PopulationSoap(database));
    PopulationRegistry registry = new PopulationRegistry(database, server, threads);
    server.createContext(OPENAPI, exchange -> registry.describe(exchange, "application/yaml"));
    server.createContext(WSDL, exchange -> registry.describe(exchange, "text/xml"));
    server.start();
    return registry;
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  /** {@code http://host:port}, without a slash at the end. */
  public String url() {
    return "http://" + address().getHostString() + ":" + address().getPort();
  }

  public long people() {
    return database.count();
  }

  /** The code of a person who is in the registry. */
  public String someCode() {
    return database.first().code();
  }

  /** The family name of a person who is in the registry. */
  public String someFamilyName() {
    return database.first().familyName();
  }

  private void describe(HttpExchange exchange, String contentType) throws IOException {
    try (exchange) {
      byte[] description = description(exchange.getRequestURI().getPath());
      exchange.getResponseHeaders().set("Content-Type", contentType);
      exchange.sendResponseHeaders(200, description.length);
      exchange.getResponseBody().write(description);
    }
  }

  /** The description at a path as it is served, with this registry's address. */
  public byte[] description(String path) {
    try (InputStream resource =
        Objects.requireNonNull(PopulationRegistry.class.getResourceAsStream(path.substring(1)))) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
          .replace("http://localhost", url())
          .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    database.close();
  }
}
