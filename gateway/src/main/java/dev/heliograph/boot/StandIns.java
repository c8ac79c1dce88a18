package dev.heliograph.boot;

import dev.heliograph.boot.config.Configuration;

/**
 * What the development default sends to: a message centre and providers on this machine.
 *
 * @param smsc over SMPP
 * @param providers over HTTP, and the relay for mail
 */
record StandIns(StandIn smsc, ProviderStandIns providers) {
    /**
     * Opens their ports; blocks.
     *
     * @param smscPort 0 for any free one
     * @param providersPort 0 for any free one
     * @throws Refusal when one of the ports cannot be had; none stays open then
     */
    static StandIns start(int smscPort, int providersPort) throws InterruptedException {
        StandIn smsc = StandIn.start(smscPort);
        try {
            return new StandIns(smsc, ProviderStandIns.start("127.0.0.1", providersPort));
        } catch (Refusal | InterruptedException e) {
            smsc.close();
            throw e;
        }
    }

    /** @return the same configuration, its channels leading to these */
    Configuration reached(Configuration configuration) {
        return providers.reached(Development.reaching(configuration, smsc.port()));
    }

    /** Receipts, answers and bounces go to this gateway from now on. */
    void callBack(Gateway gateway) {
        providers.callBack("http://127.0.0.1:" + gateway.httpPort(), gateway.mailPort());
    }

    void close() throws InterruptedException {
        smsc.close();
        providers.close();
    }
}
