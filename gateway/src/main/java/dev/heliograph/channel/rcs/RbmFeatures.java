package dev.heliograph.channel.rcs;

import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Cards;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Option;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a device shows, by the features that the platform names for it. */
final class RbmFeatures {
    private static final long MB = 1 << 20;
    private static final int TEXT_MAX = 3_072;
    private static final int SUGGESTIONS_MAX = 11;
    private static final int SUGGESTION_TITLE_MAX = 25;
    private static final int CARDS_MAX = 10;

    private static final String CARD = "RICHCARD_STANDALONE";
    private static final String CAROUSEL = "RICHCARD_CAROUSEL";
    private static final String OPEN_URL = "ACTION_OPEN_URL";
    private static final String DIAL = "ACTION_DIAL";
    private static final String VIEW_LOCATION = "ACTION_VIEW_LOCATION";
    private static final String SHARE_LOCATION = "ACTION_SHARE_LOCATION";
    private static final String CALENDAR = "ACTION_CREATE_CALENDAR_EVENT";

    private static final List<String> KNOWN =
            List.of(CARD, CAROUSEL, OPEN_URL, DIAL, VIEW_LOCATION, SHARE_LOCATION, CALENDAR);

    private static final String BETWEEN = " ";

    /** What a device with all of them shows. */
    static final ContentProfile ALL = content(KNOWN);

    private RbmFeatures() {}

    /** @param features as the platform names them; those that we do not know change nothing */
    static ContentProfile content(Collection<?> features) {
        Set<Option.Kind> kinds = EnumSet.of(Option.Kind.REPLY);
        addIf(features.contains(OPEN_URL), kinds, Option.Kind.URL);
        addIf(features.contains(DIAL), kinds, Option.Kind.CALL);
        addIf(features.contains(VIEW_LOCATION), kinds, Option.Kind.LOCATION);
        addIf(features.contains(SHARE_LOCATION), kinds, Option.Kind.REQUEST_LOCATION);
        addIf(features.contains(CALENDAR), kinds, Option.Kind.CALENDAR);
        ContentProfile.Builder builder = ContentProfile.builder(TEXT_MAX, Unit.CHARACTERS)
                .media(Media.Kind.IMAGE, 100 * MB)
                .media(Media.Kind.VIDEO, 100 * MB)
                .media(Media.Kind.AUDIO, 100 * MB)
                .media(Media.Kind.DOCUMENT, 100 * MB)
                .choices(new Buttons(SUGGESTIONS_MAX, SUGGESTION_TITLE_MAX, TEXT_MAX, kinds, true, SUGGESTIONS_MAX));
        if (features.contains(VIEW_LOCATION)) {
            builder.location();
        }
        if (features.contains(CARD)) {
            builder.card(new Cards(200, 2_000, EnumSet.of(Media.Kind.IMAGE, Media.Kind.VIDEO), false, 4))
                    .carousel(features.contains(CAROUSEL) ? CARDS_MAX : 0);
        }
        return builder.build();
    }

    /** @return those of the features that we know, in one line; see {@link #ofDevice} */
    static String device(Collection<?> features) {
        return KNOWN.stream().filter(features::contains).collect(Collectors.joining(BETWEEN));
    }

    /** @return the features that {@link #device} wrote */
    static List<String> ofDevice(String device) {
        return List.of(device.split(BETWEEN));
    }

    private static void addIf(boolean has, Set<Option.Kind> kinds, Option.Kind kind) {
        if (has) {
            kinds.add(kind);
        }
    }
}
