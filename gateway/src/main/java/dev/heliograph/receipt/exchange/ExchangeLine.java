package dev.heliograph.receipt.exchange;

import dev.heliograph.conversation.exchange.NodeLine;

/** The line that receipts go over. */
public interface ExchangeLine extends NodeLine {}
