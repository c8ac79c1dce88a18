package dev.heliograph.channel.messenger;

import dev.heliograph.channel.Audience;
import dev.heliograph.channel.Capability;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.graph.Graph;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Option;
import java.util.EnumSet;

/** A page at Facebook Messenger. */
public final class Messenger {
    private static final long FILE_BYTES_MAX = 25L << 20;

    static final ContentProfile CONTENT = ContentProfile.builder(2_000, Unit.CHARACTERS)
            .media(Media.Kind.IMAGE, FILE_BYTES_MAX)
            .media(Media.Kind.VIDEO, FILE_BYTES_MAX)
            .media(Media.Kind.AUDIO, FILE_BYTES_MAX)
            .media(Media.Kind.DOCUMENT, FILE_BYTES_MAX)
            // Replies stand below the message, up to 13; links and calls on it, up to three, and then its text is
            // shorter.
            .choices(
                    new Buttons(13, 20, 640, EnumSet.of(Option.Kind.REPLY, Option.Kind.URL, Option.Kind.CALL), true, 3))
            .card(new Cards(80, 80, EnumSet.of(Media.Kind.IMAGE), false, 3))
            .carousel(10)
            .template()
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            "messenger",
            "Messenger",
            Graph.BASE_URL,
            "300/s",
            1_000,
            new Capability(true, true, false, false, CONTENT)
                    .within(Window.ofHours(24).theyBegin())
                    .reaching(Audience.IDENTITIES),
            Graph.settings(
                    Setting.required("pageId", "digits, the id of the page", "\\d{1,32}"),
                    PageProvider.tag(
                            "HUMAN_AGENT", "CONFIRMED_EVENT_UPDATE", "POST_PURCHASE_UPDATE", "ACCOUNT_UPDATE")),
            settings -> new PageProvider("messenger", settings.get("pageId"), settings));

    private Messenger() {}
}
