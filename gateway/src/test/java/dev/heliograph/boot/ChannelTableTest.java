package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.email.MailChannel;
import dev.heliograph.channel.email.MailOptions;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.conversation.Window;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table in docs/CHANNELS.md says what the program does. */
class ChannelTableTest {
    private static final Path FILE = Path.of("../docs/CHANNELS.md");

    /** More than this no channel carries; it links, and the size does not matter. */
    private static final long LINKED = 1L << 40;

    private static final String BEGIN = "<!-- table -->\n";
    private static final String END = "<!-- end of table -->";

    @Test
    void isWhatTheKindsSayOfThemselves() throws IOException {
        String text = Files.readString(FILE);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        if ("write".equals(System.getProperty("heliograph.docs"))) {
            Files.writeString(FILE, text.substring(0, from) + table() + text.substring(to));
        } else {
            assertThat(text.substring(from, to))
                    .as("write it again with -Dheliograph.docs=write")
                    .isEqualTo(table());
        }
    }

    @Test
    void namesTheAddressOfEveryKind() throws IOException {
        String text = Files.readString(FILE);
        assertThat(text.substring(text.indexOf("## Addresses"))).contains("`" + MailChannel.KIND + "`");
        for (ProviderKind kind : ChannelKinds.PROVIDERS) {
            assertThat(text.substring(text.indexOf("## Addresses"))).contains("`" + kind.name() + "`");
        }
    }

    private static String table() {
        StringBuilder table =
                new StringBuilder("| Kind | Rate | Gap | Text | Media | Location | Buttons | List | Cards |"
                        + " Carousel | Template | Contact | Receipts | Idempotent | Window |\n");
        table.append("|").append(" --- |".repeat(15)).append('\n');
        table.append(row(
                MailChannel.KIND,
                MailChannel.TITLE,
                MailChannel.RATE,
                MailOptions.RECIPIENT_MILLIS,
                MailChannel.CAPABILITY));
        for (ProviderKind kind : ChannelKinds.PROVIDERS) {
            table.append(row(kind.name(), kind.title(), kind.rate(), kind.recipientMillis(), kind.capability()));
        }
        return table.toString();
    }

    private static String row(String kind, String title, String rate, long gapMillis, Capability can) {
        ContentProfile content = can.content();
        String gap = gapMillis == 0
                ? "-"
                : Duration.ofMillis(gapMillis).toString().substring(2).toLowerCase(Locale.ROOT);
        String unit = content.textUnit() == ContentProfile.Unit.BYTES ? " B" : "";
        List<String> cells = List.of(
                "`" + kind + "` " + title,
                rate,
                gap,
                content.textMax() + unit + (content.spoken() ? ", read aloud" : ""),
                media(content),
                yes(content.location()),
                buttons(content.choices()),
                content.list().max() == 0 ? "-" : content.list().max() + " rows",
                yes(content.card().titleMax() > 0),
                content.cardsMax() == 0 ? "-" : "up to " + content.cardsMax(),
                yes(content.template()),
                yes(content.contact()),
                can.readReceipts() ? "delivered, read" : can.receipts() ? "delivered" : "-",
                yes(can.idempotent()),
                window(can.window()));
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String window(Window window) {
        if (window.isAlwaysOpen()) {
            return "-";
        }
        String open = window.openMillis() == 0
                ? "once they wrote"
                : Duration.ofMillis(window.openMillis()).toHours() + " h";
        return window.messagesMax() == 0 ? open : open + ", " + window.messagesMax() + " messages";
    }

    private static String yes(boolean is) {
        return is ? "yes" : "-";
    }

    private static String media(ContentProfile content) {
        List<String> kinds = new ArrayList<>();
        for (Media.Kind kind : Media.Kind.values()) {
            Long bytes = content.mediaBytesMax().get(kind);
            if (bytes != null) {
                String name = kind.name().toLowerCase(Locale.ROOT);
                kinds.add(bytes < LINKED ? name + " " + (bytes >> 20) + " MB" : name);
            }
        }
        return kinds.isEmpty() ? "link" : String.join(", ", kinds);
    }

    private static String buttons(ContentProfile.Buttons buttons) {
        if (buttons.max() == 0) {
            return "numbered lines";
        }
        StringJoiner kinds = new StringJoiner(", ", buttons.max() + ": ", "");
        for (Option.Kind kind : Option.Kind.values()) {
            if (buttons.kinds().contains(kind)) {
                kinds.add(kind.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        return kinds.toString();
    }
}
