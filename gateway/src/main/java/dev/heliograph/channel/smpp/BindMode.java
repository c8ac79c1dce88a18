package dev.heliograph.channel.smpp;

/** How a session of the channel is made up. */
public enum BindMode {
    /** One connection that sends and receives. */
    TRANSCEIVER,
    /** Two connections: a transmitter and a receiver. */
    PAIR
}
