/**
 * Durable state: messages, what became of them, which provider id belongs to which, each account's events, each consumer's place in them.
 *
 * <p>One dedicated thread writes. Everybody else hands it commands through a lock-free queue; it drains what is there, writes it as one batch, syncs the disk
 * once, and only then releases the answers, each on the executor that asked. So an answer means: it is on stable storage. Because there is one writer, whatever
 * must happen once (giving out ids, noticing a resubmission, numbering events) is decided there and needs no lock.
 *
 * <p>Reads go to the disk and therefore block: they run on the store's own reader threads and answer on the caller's executor, too.
 */
@NullMarked
package dev.heliograph.store;

import org.jspecify.annotations.NullMarked;
