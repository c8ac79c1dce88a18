/**
 * RocksDB's files as they lie on a disk: its log format, in which write-ahead logs and manifests are kept, its manifests, the checksums of all of them. Needed where RocksDB itself gives up
 * or, worse, passes over damage without a word.
 *
 * <p>Nothing here keeps state; everything blocks and belongs to the thread that calls it. Knows nothing of the store's own records.
 */
@NullMarked
package dev.heliograph.store.files;

import org.jspecify.annotations.NullMarked;
