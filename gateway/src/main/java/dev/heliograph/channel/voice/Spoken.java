package dev.heliograph.channel.voice;

import dev.heliograph.channel.Capability;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.message.Address;
import dev.heliograph.message.Element;
import dev.heliograph.message.ElementMapping;
import dev.heliograph.message.Message;
import org.jspecify.annotations.Nullable;

/** What is said in a call, and who is called: alike for all providers of calls. */
final class Spoken implements ElementMapping<Element.Voice> {
    /** One message is one call: a text that is too long for it is not cut into several. */
    private static final int CALLS = 1;

    private static final Spoken SPOKEN = new Spoken();

    private Spoken() {}

    /** @param textMax characters that the provider reads in one call */
    static Capability capability(int textMax) {
        return new Capability(
                true,
                false,
                false,
                false,
                ContentProfile.builder(textMax, Unit.CHARACTERS)
                        .spoken()
                        .partsMax(CALLS)
                        .build());
    }

    /** @return what to say, in the form that every channel with {@link ContentProfile#spoken} is given */
    static Element.Voice of(Element element) {
        return element.map(SPOKEN);
    }

    /** @return the digits to call, or null */
    static @Nullable String callee(Message message) {
        String digits = message.to().value();
        return digits.isEmpty() ? null : digits;
    }

    /** @return the number that is shown: the sender if it is a number, else the channel's own */
    static String caller(Message message, String own) {
        Address from = message.from();
        return from.value().matches("\\d{3,20}") ? from.text() : own;
    }

    @Override
    public Element.Voice text(Element.Text text) {
        return new Element.Voice(text.text(), false, null, null, 0);
    }

    @Override
    public Element.Voice voice(Element.Voice voice) {
        return voice;
    }
}
