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

/** A professional account at Instagram, which tells what was read and never what was delivered. */
public final class Instagram {
    private static final long MB = 1 << 20;

    static final ContentProfile CONTENT = ContentProfile.builder(1_000, Unit.BYTES)
            .media(Media.Kind.IMAGE, 8 * MB)
            .media(Media.Kind.VIDEO, 25 * MB)
            .media(Media.Kind.AUDIO, 25 * MB)
            // Of documents it takes PDF alone, and a kind of file is not a kind of media; they go as links.
            .choices(new Buttons(13, 20, 640, EnumSet.of(Option.Kind.REPLY, Option.Kind.URL), false, 3))
            .card(new Cards(80, 80, EnumSet.of(Media.Kind.IMAGE), false, 3))
            .carousel(10)
            .build();

    public static final ProviderKind KIND = new ProviderKind(
            "instagram",
            "Instagram",
            Graph.BASE_URL,
            "300/s",
            1_000,
            new Capability(true, true, false, false, CONTENT)
                    .within(Window.ofHours(24).theyBegin())
                    .reaching(Audience.IDENTITIES),
            Graph.settings(
                    Setting.required("accountId", "digits, the id of the account, or of its page", "\\d{1,32}"),
                    PageProvider.tag("HUMAN_AGENT")),
            settings -> new PageProvider("instagram", settings.get("accountId"), settings));

    private Instagram() {}
}
