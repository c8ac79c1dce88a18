package dev.heliograph.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.content.ContentProfile.Buttons;
import dev.heliograph.content.ContentProfile.Rows;
import dev.heliograph.content.ContentProfile.Unit;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Element.Media;
import dev.heliograph.message.Option;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DowngradeTest {
    private static final int ROUNDS = 3_000;
    private static final Pattern WORD = Pattern.compile("[w\u20ac]\\d+");

    private static final ContentProfile BUTTONS = ContentProfile.builder(100, Unit.CHARACTERS)
            .replies(3, 20, 60)
            .list(new Rows(10, 10, 24, 72, 20, 60))
            .media(Media.Kind.IMAGE, 1_000)
            .captionMax(50)
            .build();

    @Test
    void whateverComesOutTheChannelCarries() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomContent given = new RandomContent(seed);
            Content.Rich content = given.content();
            ContentProfile profile = given.profile();
            for (Element part : Downgrade.of(content, "kind", profile, null)) {
                assertThat(Carrying.fault(part, profile))
                        .as("seed %d: %s", seed, part)
                        .isNull();
            }
        }
    }

    /** Without a fallback text and without pages, every word and link of the content is in what is sent. */
    @Test
    void nothingIsLost() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            RandomContent given = new RandomContent(seed);
            Element element = given.element();
            ContentProfile profile = given.profile();
            List<Element> parts = Downgrade.of(Content.Rich.of(element), "kind", profile, null);
            if (parts.isEmpty()) {
                assertThat(element).as("seed %d", seed).isInstanceOf(Element.Template.class);
                continue;
            }
            String sent = parts.toString();
            for (String word : said(element)) {
                assertThat(sent).as("seed %d of %s", seed, element).contains(word);
            }
        }
    }

    /** What the recipient is meant to see; ids, media types and the like are not. */
    private static List<String> said(Element element) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(PlainText.of(element));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static List<Element> of(Element element, ContentProfile profile) {
        return Downgrade.of(Content.Rich.of(element), "kind", profile, null);
    }

    private static List<Option> replies(int count) {
        return IntStream.rangeClosed(1, count)
                .<Option>mapToObj(i -> new Option.Reply("r" + i, "Reply " + i))
                .toList();
    }

    @Test
    void tooManyRepliesBecomeAListAndThenNumberedLines() {
        assertThat(of(new Element.Choices("Which?", replies(3)), BUTTONS))
                .containsExactly(new Element.Choices("Which?", replies(3)));
        assertThat(of(new Element.Choices("Which?", replies(4)), BUTTONS))
                .singleElement()
                .isInstanceOfSatisfying(
                        Element.ListPicker.class,
                        list -> assertThat(list.rows()).isEqualTo(4));
        assertThat(of(new Element.Choices("Which?", replies(3)), ContentProfile.text(200)))
                .containsExactly(new Element.Text("Which?\n1. Reply 1\n2. Reply 2\n3. Reply 3", false));
    }

    @Test
    void aLinkThatIsNoButtonIsALineAboveTheReplies() {
        List<Option> options = List.of(new Option.Reply("y", "Yes"), new Option.Url("More", "https://example.com"));
        assertThat(of(new Element.Choices("Coming?", options), BUTTONS))
                .containsExactly(new Element.Choices(
                        "Coming?\nMore: https://example.com", List.of(new Option.Reply("y", "Yes"))));
    }

    @Test
    void aCardWithoutCardsIsItsPictureThenItsWordsWithButtons() {
        Media picture = Media.of(Media.Kind.IMAGE, "https://example.com/a.png");
        Element.Card card = new Element.Card("Shoe", "Red", picture, replies(1));
        assertThat(of(card, BUTTONS)).containsExactly(picture, new Element.Choices("Shoe\nRed", replies(1)));
    }

    @Test
    void mediaThatAreTooLargeGoAsALink() {
        Media large = new Media(Media.Kind.IMAGE, "https://example.com/a.png", null, null, "Look", null, 1_001);
        assertThat(of(large, BUTTONS)).containsExactly(new Element.Text("Look\nhttps://example.com/a.png", false));
    }

    @Test
    void aPageStandsForACarouselWhenLinksAreWanted() {
        Element.Card card = new Element.Card("Shoe", null, null, replies(1));
        Content.Rich content =
                new Content.Rich(new Element.Carousel(null, List.of(card, card)), null, null, Map.of(), true);
        assertThat(Downgrade.of(content, "kind", BUTTONS, () -> "https://s.example/x"))
                .containsExactly(
                        new Element.Choices("Shoe", replies(1)), new Element.Text("https://s.example/x", true));
    }

    @Test
    void inWordsALinkStandsForPicturesAndListsAndNothingElse() {
        Media picture = Media.of(Media.Kind.IMAGE, "https://example.com/a.png").withCaption("Look");
        assertThat(linked(picture)).isEqualTo("Look\nL");
        assertThat(linked(new Element.Card("Shoe", "Red", picture, replies(1)))).isEqualTo("Shoe\nRed\nL");
        assertThat(linked(new Element.Card("Shoe", "Red", null, replies(1)))).isEqualTo("Shoe\nRed\n1. Reply 1");
        assertThat(linked(new Element.Choices("Which?", replies(1)))).isEqualTo("Which?\n1. Reply 1");
        Element.ListPicker.Row row = new Element.ListPicker.Row("1", "Row", null);
        assertThat(linked(new Element.ListPicker(
                        "Pick", "b", List.of(new Element.ListPicker.Section("s", List.of(row))))))
                .isEqualTo("Pick\nL");
    }

    private static String linked(Element element) {
        String words = PageText.of(Content.Rich.of(element), () -> "L");
        assertThat(Downgrade.of(Content.Rich.of(element), "kind", ContentProfile.text(200), () -> "L"))
                .containsExactly(new Element.Text(words, false));
        return words;
    }

    @Test
    void aSendersOwnWordsSayWhereTheLinkGoes() {
        Element.Carousel carousel = new Element.Carousel(
                null,
                List.of(new Element.Card("a", null, null, List.of()), new Element.Card("b", null, null, List.of())));
        assertThat(worded(carousel, "See", true)).isEqualTo("See\nL");
        assertThat(worded(carousel, "See {link} now", true)).isEqualTo("See L now");
        assertThat(worded(carousel, "See https://own.example", true)).isEqualTo("See https://own.example");
        assertThat(worded(carousel, "See {link}", false)).isEqualTo("See");
        assertThat(worded(new Element.Choices("Which?", replies(1)), "Tap {link}", true))
                .isEqualTo("Tap L");
        assertThat(PlainText.of(new Content.Rich(carousel, "See {link}", null, Map.of(), true)))
                .isEqualTo("See");
    }

    private static String worded(Element element, String fallbackText, boolean trackingLink) {
        return PageText.of(new Content.Rich(element, fallbackText, null, Map.of(), trackingLink), () -> "L");
    }

    @Test
    void nobodyIsReadALink() {
        Media picture = Media.of(Media.Kind.IMAGE, "https://example.com/a.png").withCaption("Look");
        ContentProfile voice =
                ContentProfile.builder(200, Unit.CHARACTERS).spoken().build();
        assertThat(Downgrade.of(Content.Rich.of(picture), "voice", voice, () -> "L")
                        .toString())
                .doesNotContain("L\n", "\nL");
    }

    @Test
    void aTemplateIsSentOnlyWhereThereAreTemplates() {
        Element.Template template = new Element.Template("t", "en", null, null, List.of(), List.of());
        assertThat(of(template, BUTTONS)).isEmpty();
        assertThat(Downgrade.of(new Content.Rich(template, "In words", null, Map.of(), false), "kind", BUTTONS, null))
                .containsExactly(new Element.Text("In words", false));
    }

    @Test
    void whatIsWrittenForOneKindOfChannelGoesThereUntouched() {
        Content.Rich content =
                new Content.Rich(new Element.Text("Hello", false), null, null, Map.of("kind", "{\"own\":true}"), false);
        assertThat(Downgrade.of(content, "kind", BUTTONS, null)).containsExactly(new Element.Native("{\"own\":true}"));
        assertThat(Downgrade.of(content, "other", BUTTONS, null)).containsExactly(new Element.Text("Hello", false));
    }

    @Test
    void textsAreCutBetweenWordsAndNeverInsideACharacter() {
        ContentProfile narrow = ContentProfile.builder(10, Unit.BYTES).build();
        assertThat(of(new Element.Text("\ud83d\ude00\ud83d\ude00\ud83d\ude00", false), narrow))
                .containsExactly(
                        new Element.Text("\ud83d\ude00\ud83d\ude00", false), new Element.Text("\ud83d\ude00", false));
        assertThat(of(new Element.Text("one two three", false), narrow))
                .containsExactly(new Element.Text("one two", false), new Element.Text("three", false));
    }

    @Test
    void moreMessagesThanAllowedAreRefused() {
        ContentProfile one = ContentProfile.builder(10, Unit.CHARACTERS)
                .partsMax(1)
                .choices(new Buttons(1, 10, 10, EnumSet.of(Option.Kind.REPLY), false, 0))
                .build();
        assertThat(of(new Element.Text("longer than ten", false), one)).isEmpty();
    }
}
