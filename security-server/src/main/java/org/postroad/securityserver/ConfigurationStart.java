// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.conf.AnchorFile;
import org.postroad.securityserver.conf.ConfigurationVersions;
import org.postroad.securityserver.conf.Download;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.net.HttpFetch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of the start that reads what this server is told, by administrators and registries. */
final class ConfigurationStart {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationStart.class);

  private final Ground ground;

  ConfigurationStart(Ground ground) {
    this.ground = ground;
  }

  /**
   * What this server is told.
   *
   * @param store every version of what its administrators told it
   * @param live the way to tell it more
   * @param published the newest of both, valid or not
   * @param client follows the global configuration
   * @param anchor what it is trusted by
   */
  record Configured(
      NodeStart node,
      ConfigurationVersions store,
      LiveConfiguration live,
      PublishedConfiguration published,
      GlobalConfigurationClient client,
      AnchorFile anchor) {

    Supplier<GlobalConfiguration> global() {
      return () -> published.current().global();
    }

    SecurityServerId id() {
      return published.current().server().id();
    }
  }

  Configured begin() throws IOException {
    NodeStart node = new NodeStart(ground.options(), ground.clock());
    ConfigurationVersions store = ground.hold(node.versions());
    ServerConfigurationStore.Saved saved = node.load(store);
    PublishedConfiguration published =
        new PublishedConfiguration(saved.configuration(), ground.clock());
    LiveConfiguration live = new LiveConfiguration(store, published, saved);
    Download download = download();
    GlobalConfigurationClient client = follow(published, download);
    var anchor =
        new AnchorFile(ground.directory().anchor(), download, client::trust, ground.clock());
    return new Configured(node, store, live, published, client, anchor);
  }

  private Download download() {
    GlobalConfigurationSettings settings = ground.settings().globalConfiguration();
    Duration connect = settings.connect();
    Duration answer = settings.answer();
    HttpFetch fetch = new HttpFetch(ground.client(), Optional.empty(), _ -> {}, connect, answer);
    return new ConfigurationDownload(fetch, new WebDownload(connect, answer));
  }

  /**
   * Publishes the stored copy; waits for the first fetched one if that has expired or there is
   * none.
   */
  private GlobalConfigurationClient follow(PublishedConfiguration published, Download download)
      throws IOException {
    GlobalConfigurationSettings settings = ground.settings().globalConfiguration();
    GlobalConfigurationClient client =
        ground.hold(
            GlobalConfigurationClient.open(
                ConfigurationAnchor.parse(Files.readAllBytes(ground.directory().anchor())),
                ground.directory().globalConfiguration(),
                download,
                ground.clock(),
                ground.random(),
                published::publish,
                settings.federations()));
    if (!published.isValid()) {
      fetchFirst(client, published);
    }
    client.start(settings.interval());
    return client;
  }

  /**
   * Without a fresh one the server starts all the same and refuses messages until one comes, so
   * that it can be administered meanwhile.
   *
   * @throws Fault when there was never any, so that this server knows nobody
   */
  private static void fetchFirst(
      GlobalConfigurationClient client, PublishedConfiguration published) {
    try {
      client.refresh();
    } catch (Fault e) {
      if (!published.isThere()) {
        throw e;
      }
      LOG.error(
          "The stored global configuration expired at {} and no fresh one can be had;"
              + " messages are refused until one comes",
          published.current().global().expires(),
          e);
    }
  }
}
