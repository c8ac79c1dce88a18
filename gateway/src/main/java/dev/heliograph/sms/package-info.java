/**
 * How text becomes short messages: alphabets (3GPP TS 23.038), the user data header (3GPP TS 23.040, 9.2.3.24), cutting a text into parts and
 * putting parts together again.
 *
 * <p>The room knows octets and text; it knows nothing of PDUs, sessions or accounts. Alphabets, segmentation and headers are immutable or
 * stateless and may be used from any thread. {@link dev.heliograph.sms.Reassembler} and {@link dev.heliograph.sms.ConcatenationReferences} hold
 * state and belong to one event loop each.
 *
 * <p>On the way out: {@link dev.heliograph.sms.EncodingChoice} picks the alphabet that needs the fewest parts, and
 * {@link dev.heliograph.sms.Segmenter} cuts. On the way in: {@link dev.heliograph.sms.UserDataHeader} says which part this is,
 * {@link dev.heliograph.sms.DataCoding} which alphabet, and the {@code Reassembler} joins.
 */
@NullMarked
package dev.heliograph.sms;

import org.jspecify.annotations.NullMarked;
