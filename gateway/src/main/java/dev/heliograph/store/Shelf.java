package dev.heliograph.store;

/**
 * Small records that other rooms keep: each shelf belongs to one room, which alone knows what its keys and values say. The store keeps them durable, in the order of their
 * keys, and drops what has expired.
 */
public enum Shelf {
    /** Who wants nothing more; of {@code conversation}. */
    OPT_OUTS(1),
    /** Who wrote last, and when; of {@code conversation}. */
    CONVERSATIONS(2),
    /** Over which channel a recipient was reached, and over which not. */
    REACH(3),
    CAMPAIGNS(4),
    CAMPAIGN_RECIPIENTS(5),
    /** Under which keys clients made campaigns, also those that are not kept any more. */
    CAMPAIGN_KEYS(9),
    /** How far the lists were taken that clients send recipients by. */
    CAMPAIGN_LISTS(7),
    /** What those lists held, item by item, as short marks. */
    CAMPAIGN_LIST_MARKS(8),
    PAGES(6),
    /** What providers have said of whether they reach a recipient; of {@code channel.web}. */
    PROVIDER_REACH(30),
    /** What channels have to know of the messages that they have sent; of {@code channel.web}. */
    PROVIDER_SENT(31),
    /** Parts of long inbound messages that wait for the others; of {@code conversation}. */
    INBOUND_PARTS(20);

    private final int number;

    /** @param number the stored form, 1 to 255: never change it, never give it to another */
    Shelf(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
