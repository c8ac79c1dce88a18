package dev.heliograph.routing;

import dev.heliograph.channel.Audience;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Said;
import dev.heliograph.reach.Seen;
import dev.heliograph.routing.Candidate.Group;
import dev.heliograph.routing.Judged.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in one sentence a channel why it was chosen or not. Days and times are UTC. */
final class Why {
    private static final List<String> PLACES = List.of("first", "second", "third", "fourth");
    private static final long HOUR_MILLIS = 3_600_000;

    private Why() {}

    /** @param asker who leaves the choice to the gateway, for channels that are not among those to choose from */
    static List<RouteChoice> all(Choosing.Ranking ranking, String asker) {
        List<RouteChoice> choices = new ArrayList<>();
        List<Judged> taken = ranking.taken();
        for (int i = 0; i < taken.size(); i++) {
            Judged next = i + 1 < taken.size() ? taken.get(i + 1) : null;
            choices.add(new RouteChoice(taken.get(i).channel().id(), true, taken(taken.get(i), i, next)));
        }
        for (Judged judged : ranking.behind()) {
            String why = "dropped, " + taken.size() + " steps are enough, and the others go before it";
            choices.add(new RouteChoice(judged.channel().id(), false, why));
        }
        for (Judged judged : ranking.dropped()) {
            choices.add(new RouteChoice(judged.channel().id(), false, "dropped, " + dropped(judged, asker)));
        }
        return choices;
    }

    private static String taken(Judged judged, int place, @Nullable Judged next) {
        String where = PLACES.get(Math.min(place, PLACES.size() - 1)) + ", ";
        Rule rule = next == null ? null : Rule.between(judged, next);
        if (rule == Rule.PREFERENCE) {
            return where + "because the recipient prefers it";
        }
        if (judged.channel().group() == Group.SMS) {
            return where + price(judged) + "a fallback to any phone";
        }
        if (judged.channel().group() == Group.VOICE) {
            return where + price(judged) + "a call when nothing else has arrived";
        }
        return where + because(judged, rule == null ? Rule.GROUP : rule);
    }

    private static String price(Judged judged) {
        if (judged.unitPrice() == Price.NONE) {
            return "";
        }
        String unit = judged.channel().group() == Group.SMS ? " a segment, " : " a message, ";
        return Price.text(judged.unitPrice()) + unit;
    }

    private static String because(Judged judged, Rule rule) {
        return switch (rule) {
            case PREFERENCE -> "because the recipient prefers it";
            case FORM -> "because it shows the content " + form(judged.form());
            case GROUP, EVIDENCE -> evidence(judged);
            case REPORTS -> "because it reports delivery";
            case PRICE -> "because a message costs " + Price.text(judged.unitPrice());
            case TIME -> "because it delivers within " + judged.seconds() + " s as a rule";
            case ORDER -> "as the configuration has it";
        };
    }

    private static String form(Form form) {
        return switch (form) {
            case AS_IT_IS -> "as it is";
            case CONVERTED -> "in a form that comes near to it";
            case IN_WORDS, NOT_AT_ALL -> "in words";
        };
    }

    private static String evidence(Judged judged) {
        Seen seen = judged.seen();
        return switch (judged.evidence()) {
            case WROTE -> "because the person wrote there on " + day(seen.wroteAtMillis());
            case READ -> "because the person was seen reading there on " + day(seen.readAtMillis());
            case REACHED -> "because the person was reached there on " + day(seen.reachedAtMillis());
            case SELDOM_READ -> "although little is read there";
            case SAID -> "because its provider says that it reaches the recipient";
            case DOUBTFUL -> {
                Said said = judged.said();
                yield said != null && said.refusal() != null
                        ? "although " + unreached(said.refusal())
                        : "although it failed there on " + day(seen.failedAtMillis()) + " (" + seen.failure() + ")";
            }
            case UNKNOWN -> "because nothing speaks against it";
        };
    }

    private static String dropped(Judged judged, String asker) {
        Judged.Drop drop = judged.drop();
        Candidate channel = judged.channel();
        if (drop == null) {
            return "";
        }
        return switch (drop) {
            case NOT_AMONG -> asker + " does not have it among its channels";
            case CONTENT -> "it cannot show this content";
            case ADDRESS -> address(channel);
            case PREFIX -> prefix(channel);
            case OPTED_OUT -> "the recipient wants nothing there";
            case BARRED -> barred(judged.seen());
            case UNREACHED ->
                unreached(judged.said() == null ? null : judged.said().refusal());
            case WINDOW -> window(channel);
            case UNCALLED_FOR -> "campaigns are not read aloud to anybody who has not asked for it";
        };
    }

    static String address(Candidate channel) {
        return Choosing.audience(channel).by() == Audience.By.NUMBER
                ? "the recipient has no phone number"
                : "the recipient has no address of kind " + channel.kind();
    }

    static String prefix(Candidate channel) {
        return "it reaches only numbers that begin with +"
                + Choosing.audience(channel).prefix();
    }

    static String barred(Seen seen) {
        return seen.failure() + " there on " + day(seen.failedAtMillis()) + ", and left out until "
                + Instant.ofEpochMilli(seen.barredUntilMillis()).truncatedTo(ChronoUnit.MINUTES);
    }

    /** @param refusal why nothing arrives, as the provider has said */
    static String unreached(@Nullable Failure refusal) {
        return refusal == Failure.NOT_REACHABLE || refusal == null
                ? "its provider says that it does not reach the recipient"
                : "the recipient wants nothing there, as its provider says";
    }

    static String window(Candidate channel) {
        long hours = Choosing.windowMillis(channel) / HOUR_MILLIS;
        return hours == 0
                ? "the person has to write first"
                : "no template, and the person has not written within " + hours + " hours";
    }

    private static LocalDate day(long atMillis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(atMillis), ZoneOffset.UTC);
    }
}
