package dev.heliograph.channel.apple;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.ChannelContract;
import dev.heliograph.channel.ContractRow;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Option;
import dev.heliograph.simulator.web.AppleStandIn;
import dev.heliograph.simulator.web.StandInProvider;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppleContractIT extends ChannelContract {
    private static final String PERSON = "urn:mbid:AQAAY99";
    private static final String NO_RECEIPTS = "Apple has no receipts";

    @Override
    protected ProviderKind kind() {
        return Apple.KIND;
    }

    @Override
    protected AppleStandIn standIn() {
        return new AppleStandIn(Clock.systemUTC());
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of(
                "mspId", StandInProvider.SECRET,
                "businessId", AppleStandIn.BUSINESS,
                "secret", StandInProvider.SECRET,
                "locale", "en_US");
    }

    @Override
    protected Map<String, String> identities(String digits) {
        return Map.of("apple", digits.startsWith("urn") ? digits : "urn:mbid:AQAAY" + digits);
    }

    @Override
    protected List<Element> contents() {
        List<Element> contents = new ArrayList<>(super.contents());
        contents.add(new Element.Choices("Ready?", List.of(new Option.Reply("y", "Yes"))));
        return contents;
    }

    @Override
    protected Map<ContractRow, String> missing() {
        return Map.ofEntries(
                Map.entry(ContractRow.DELIVERED, NO_RECEIPTS),
                Map.entry(ContractRow.READ, NO_RECEIPTS),
                Map.entry(ContractRow.NOT_REACHABLE_LATER, NO_RECEIPTS),
                Map.entry(ContractRow.RECEIPT_FIRST, NO_RECEIPTS),
                Map.entry(ContractRow.RECEIPT_TWICE, NO_RECEIPTS),
                Map.entry(ContractRow.RECEIPTS_DISORDERED, NO_RECEIPTS),
                Map.entry(ContractRow.EXPIRED, NO_RECEIPTS),
                Map.entry(ContractRow.LATE, NO_RECEIPTS),
                Map.entry(ContractRow.OUTSIDE_WINDOW, "a conversation is open until the person deletes it"),
                Map.entry(ContractRow.OPTED_OUT, "who deletes the conversation is told by a webhook, below"),
                Map.entry(ContractRow.RECIPIENT_THROTTLED, "429 does not say for whom"),
                Map.entry(ContractRow.THROTTLED_WITH_HINT, "there is no hint"),
                Map.entry(ContractRow.TEMPLATE_INVALID, "there are no templates"),
                Map.entry(ContractRow.MEDIA_ERROR, "media go as links"),
                Map.entry(ContractRow.TOKEN_RENEWED, "every request has a token of its own"));
    }

    @Test
    void nothingIsSentToWhoHasClosedTheConversationUntilTheyWriteAgain() {
        post(standIn().close("in-8", PERSON));
        assertThat(gone()).containsExactly(PERSON);
        post(standIn().inbound("in-9", PERSON, "Hello again"));
        assertThat(gone()).isEmpty();
    }

    @Test
    void aReplyThatIsTooLargeToBeBroughtIsFetched() {
        String picture = "A".repeat(12_000);
        JsonObject item =
                new JsonObject().put("identifier", "l").put("title", "Large").put("order", 0);
        JsonObject section = new JsonObject()
                .put("title", "Sizes")
                .put("order", 0)
                .put("multipleSelection", false)
                .put("items", new JsonArray().add(item));
        JsonObject data = new JsonObject()
                .put("version", "1.0")
                .put(
                        "images",
                        new JsonArray()
                                .add(new JsonObject().put("identifier", "p").put("data", picture)))
                .put("listPicker", new JsonObject().put("sections", new JsonArray().add(section)));
        JsonObject bubble = new JsonObject().put("title", "Sizes").put("style", "icon");
        JsonObject list = new JsonObject()
                .put("type", "interactive")
                .put(
                        "interactiveData",
                        new JsonObject()
                                .put("bid", AppleBody.EXTENSION)
                                .put("data", data)
                                .put("receivedMessage", bubble)
                                .put("replyMessage", bubble));
        assertThat(show(PERSON, new Element.Native(list.encode()))).isEqualTo("sent");
        InboundMessage picked = tapped("Large");
        assertThat(picked.content()).isEqualTo(Content.Rich.of(new Element.Answer("l", "Large")));
        assertThat(picked.context().repliesTo()).matches("[0-9a-f-]{36}");
    }

    @Test
    void whatIsTappedIsAnAnswer() {
        Element.ListPicker.Section sizes = new Element.ListPicker.Section(
                "Sizes",
                List.of(
                        new Element.ListPicker.Row("s", "Small", null),
                        new Element.ListPicker.Row("l", "Large", null)));
        show(PERSON, new Element.ListPicker("Choose a size", "Sizes", List.of(sizes)));
        InboundMessage picked = tapped("Large");
        assertThat(picked.content()).isEqualTo(Content.Rich.of(new Element.Answer("l", "Large")));
        show(PERSON, new Element.Choices("Sure?", List.of(new Option.Reply("y", "Yes"), new Option.Reply("n", "No"))));
        InboundMessage sure = tapped("Yes");
        assertThat(sure.content()).isEqualTo(Content.Rich.of(new Element.Answer("y", "Yes")));
        assertThat(sure.context().repliesTo())
                .isNotNull()
                .isNotEqualTo(picked.context().repliesTo());
    }
}
