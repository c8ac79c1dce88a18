package dev.heliograph.channel.email;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a mail that came says, as far as anything follows from it.
 *
 * @param id its Message-ID, or what stands for one: the same when it comes again
 * @param from who wrote it; null when that cannot be read
 * @param name how they call themselves, or null
 * @param automatic whether a machine wrote it
 * @param text its words without those that it quotes; empty when it has none
 * @param delivery what a delivery report says of the recipient (RFC 3464, 2.3), names in small letters; empty when it is no report
 * @param disposition the disposition of a read report (RFC 8098, 3.2.6), in small letters; empty when it is none
 */
public record ReadMail(
        String id,
        @Nullable String from,
        @Nullable String name,
        boolean automatic,
        String text,
        Map<String, String> delivery,
        String disposition) {}
