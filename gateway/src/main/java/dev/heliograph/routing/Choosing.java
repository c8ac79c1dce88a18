package dev.heliograph.routing;

import dev.heliograph.channel.Audience;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Said;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Priority;
import dev.heliograph.reach.Seen;
import dev.heliograph.routing.Candidate.Group;
import dev.heliograph.routing.Judged.Drop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses channels for one message to one recipient.
 *
 * <p>First what can be: channels that can show the content, have an address for the recipient, may be used now, and have not failed there lately. Then their order, by the
 * first of the {@link Judged.Rule rules} in which two differ; there are no weights. Then {@value #STEPS_MAX} of them at most, of which SMS and a call, where they are to be
 * had, are the last. What failed lately comes back when nothing else is left: nobody is refused because of what was learned.
 */
final class Choosing {
    static final int STEPS_MAX = 4;

    private final List<Candidate> channels;
    private final ToLongFunction<String> expectedMillis;

    /**
     * @param channels in the order of the configuration
     * @param expectedMillis from handing over to delivery, below 0 when it is not known
     */
    Choosing(List<Candidate> channels, ToLongFunction<String> expectedMillis) {
        this.channels = List.copyOf(channels);
        this.expectedMillis = expectedMillis;
    }

    /**
     * What was found.
     *
     * @param taken in order
     * @param behind what could be used, but enough stands before it
     * @param dropped in the order of the configuration
     */
    record Ranking(List<Judged> taken, List<Judged> behind, List<Judged> dropped) {}

    /** @param among names of the channels that may be chosen; empty for all */
    Ranking rank(Asked message, Known known, Collection<String> among) {
        List<Judged> possible = new ArrayList<>();
        List<Judged> dropped = new ArrayList<>();
        for (Judged judged : judge(message, known, among)) {
            (judged.drop() == null ? possible : dropped).add(judged);
        }
        if (possible.isEmpty()) {
            // Better a channel that failed lately than none.
            dropped.stream().filter(Judged::failedLately).forEach(possible::add);
            dropped.removeAll(possible);
        }
        possible.sort(Judged::compare);
        List<Judged> taken = new ArrayList<>();
        List<Judged> behind = new ArrayList<>();
        Judged sms = first(possible, Group.SMS);
        Judged voice = first(possible, Group.VOICE);
        int room = STEPS_MAX - (sms == null ? 0 : 1) - (voice == null ? 0 : 1);
        for (Judged judged : possible) {
            boolean last = judged.equals(sms) || judged.equals(voice);
            boolean fits = last || (judged.channel().group() == Group.CHAT && room-- > 0);
            (fits ? taken : behind).add(judged);
        }
        return new Ranking(taken, behind, dropped);
    }

    private static @Nullable Judged first(List<Judged> sorted, Group group) {
        for (Judged judged : sorted) {
            if (judged.channel().group() == group) {
                return judged;
            }
        }
        return null;
    }

    private List<Judged> judge(Asked message, Known known, Collection<String> among) {
        String country = Countries.of(message.to().value());
        List<Judged> all = new ArrayList<>(channels.size());
        for (Candidate channel : channels) {
            Capability capability = channel.capability();
            Seen seen = known.over(channel.id());
            boolean reads = capability != null && capability.readReceipts();
            int preference = preference(channel, known.preferred());
            boolean open = among.isEmpty() || among.contains(channel.id());
            Said said = open ? said(message, known, channel) : null;
            Form form = open ? Form.of(message.content(), channel, said) : Form.NOT_AT_ALL;
            Drop drop = !open ? Drop.NOT_AMONG : drop(message, known, channel, seen, said, form, preference);
            long unit = channel.price().in(country);
            long units = channel.group() == Group.SMS ? Math.max(1, message.segments()) : 1;
            long expected = expectedMillis.applyAsLong(channel.id());
            all.add(new Judged(
                    channel,
                    drop,
                    preference,
                    form,
                    Evidence.of(seen, said, reads, message.atMillis()),
                    seen,
                    said,
                    unit == Price.NONE ? Long.MAX_VALUE : unit * units,
                    unit,
                    expected < 0 ? Long.MAX_VALUE : (expected + 999) / 1_000,
                    all.size()));
        }
        return all;
    }

    /** @return what the provider has said and may be believed when the message is due */
    private static @Nullable Said said(Asked message, Known known, Candidate channel) {
        return said(channel, message.to().value(), message.identities(), known, message.atMillis());
    }

    static @Nullable Said said(
            Candidate channel, String number, Map<String, String> identities, Known known, long atMillis) {
        String there = addressOn(channel, number, identities, known);
        Said said = there.isEmpty() ? null : known.said(channel, there);
        return said != null && atMillis < said.untilMillis() ? said : null;
    }

    private static int preference(Candidate channel, List<String> preferred) {
        for (int i = 0; i < preferred.size(); i++) {
            if (channel.isCalled(preferred.get(i))) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static @Nullable Drop drop(
            Asked message, Known known, Candidate channel, Seen seen, @Nullable Said said, Form form, int preference) {
        if (form == Form.NOT_AT_ALL) {
            return Drop.CONTENT;
        }
        Drop address = address(message.to().value(), message.identities(), known, channel);
        if (address != null) {
            return address;
        }
        String there = addressOn(channel, message.to().value(), message.identities(), known);
        if (known.optedOut(channel, there)) {
            return Drop.OPTED_OUT;
        }
        boolean template = isTemplate(message.content(), channel);
        boolean byWindow = seen.isOutsideWindow();
        if (seen.isBarred(message.atMillis()) && !(byWindow && template) && !Evidence.isBack(seen, said)) {
            return byWindow ? Drop.WINDOW : Drop.BARRED;
        }
        if (said != null && !said.isReached()) {
            return Drop.UNREACHED;
        }
        long window = windowMillis(channel);
        boolean free = window == 0 || template || known.windowEndsMillis(channel, there, window) > message.atMillis();
        if (!free) {
            return Drop.WINDOW;
        }
        boolean called = channel.group() != Group.VOICE
                || message.priority() != Priority.BULK
                || preference != Integer.MAX_VALUE;
        return called ? null : Drop.UNCALLED_FOR;
    }

    /** @return what is wrong with a recipient's address for a channel, or null */
    static @Nullable Drop address(String number, Map<String, String> identities, Known known, Candidate channel) {
        Audience audience = audience(channel);
        if (identityOn(channel, identities, known) != null) {
            return null;
        }
        if (!audience.by().takesNumbers() || number.isEmpty()) {
            return Drop.ADDRESS;
        }
        return number.startsWith(audience.prefix()) ? null : Drop.PREFIX;
    }

    /** @return the recipient's address on a channel that has one for it */
    static String addressOn(Candidate channel, String number, Map<String, String> identities, Known known) {
        String own = identityOn(channel, identities, known);
        return own != null ? own : number;
    }

    /** @return the address of the channel's own that the recipient has there, as the message names it or as it was learned; null when there is none */
    static @Nullable String identityOn(Candidate channel, Map<String, String> identities, Known known) {
        if (!audience(channel).by().takesIdentities()) {
            return null;
        }
        String given = identities.get(channel.kind());
        return given != null ? given : known.identity(channel.kind());
    }

    static Audience audience(Candidate channel) {
        Capability capability = channel.capability();
        return capability == null ? Audience.NUMBERS : capability.audience();
    }

    /** @return how long the business may write after the person did, 0 for always */
    static long windowMillis(Candidate channel) {
        Capability capability = channel.capability();
        return capability == null ? 0 : capability.window().openMillis();
    }

    static boolean hasTemplates(Candidate channel) {
        return channel.capability() != null && channel.capability().content().template();
    }

    private static boolean isTemplate(Content content, Candidate channel) {
        return content instanceof Content.Rich rich
                && (rich.element() instanceof Element.Template || rich.template() != null)
                && hasTemplates(channel);
    }
}
