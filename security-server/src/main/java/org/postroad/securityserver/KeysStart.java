// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.KeyWatch;
import org.postroad.securityserver.keys.Keyring;
import org.postroad.securityserver.signer.OcspClient;
import org.postroad.securityserver.signer.OcspRefresher;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;

/** The part of the start that keeps the proofs that the keys of this server are good. */
final class KeysStart {
  private final Ground ground;

  KeysStart(Ground ground) {
    this.ground = ground;
  }

  /** The keys of a server with the OCSP responses of their certificates. */
  record Proven(
      ServerKeys keys, OcspStore ocsp, OcspRefresher refresher, SigningIdentities identities) {}

  Proven begin(ServerKeys keys, ConfigurationStart.Configured configured) throws IOException {
    OcspStore ocsp = OcspStore.open(ground.directory().ocsp());
    OcspClient asking = new OcspClient(ground.authorities(), ground.settings().costs().ocsp());
    OcspRefresher refresher =
        ground.hold(
            OcspRefresher.start(
                keys,
                ocsp,
                asking,
                configured.global(),
                ground.clock(),
                ground.settings().signing()));
    configured.published().onChange(_ -> refresher.look());
    return new Proven(keys, ocsp, refresher, new SigningIdentities(keys, ocsp));
  }

  /** The way to change the keys, and the warnings of what will be missing. */
  KeyAdministration administer(
      Proven proven, Keyring.PinHolder others, ConfigurationStart.Configured configured) {
    KeyAdministration administration =
        new KeyAdministration(
            new Keyring(
                proven.keys(),
                proven.ocsp(),
                proven.refresher()::prove,
                ground.directory().underPin(),
                others),
            configured.live(),
            configured.global(),
            ground.clock(),
            ground.random());
    ground.hold(KeyWatch.start(administration, ground.clock()));
    return administration;
  }
}
