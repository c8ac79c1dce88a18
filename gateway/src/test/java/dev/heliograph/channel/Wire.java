package dev.heliograph.channel;

import dev.heliograph.conversation.Notes;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Option;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.simulator.web.Call;
import dev.heliograph.simulator.web.Hook;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.Taken;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an adapter and its provider's stand-in say to each other, octet for octet, over the rig and with the settings of the channel's contract. */
public final class Wire {
    private static final String URL = "https://example.com/";

    private final ChannelContract contract;
    private final List<Form> forms = new ArrayList<>();

    /** One message: what it shows, and what it answers. */
    private record Form(String name, Content content, Map<String, String> notes) {}

    /** @param form what the message showed, by name */
    public record Sent(String form, Call call) {
        public JsonObject json() {
            return call.json();
        }

        @Override
        public String toString() {
            return form + ": " + call.path();
        }
    }

    /** @param contract of the channel, for its settings, its stand-in and the contents that it is shown with; to those come the forms that all channels convert or carry */
    public Wire(ChannelContract contract) {
        this.contract = contract;
        contract.contents().forEach(this::with);
        everywhere().forEach(this::with);
    }

    private static List<Element> everywhere() {
        Element.Media picture = new Element.Media(
                Element.Media.Kind.IMAGE, URL + "a.jpg", "image/jpeg", null, null, URL + "small.jpg", 1_000);
        List<Option> links = List.of(new Option.Url("Open", URL), new Option.Call("Call", "+31201234567"));
        List<Option> dates = List.of(
                new Option.Place("Shop", 51.57, 4.77),
                new Option.Calendar("Save", 1_795_424_400_000L, 1_795_428_000_000L, "Delivery", "At the door"));
        Element.ListPicker.Row row = new Element.ListPicker.Row("a", "First", "the first");
        Element.Card silent = new Element.Card("Shoe", null, picture, List.of());
        return List.of(
                new Element.Text("See https://example.com/", true),
                picture,
                new Element.Location(51.57, 4.77, null, null),
                new Element.Location(51.57, 4.77, "Breda", null),
                new Element.Choices("Where and when", dates),
                new Element.Card("Shoe", "Red", null, links),
                silent,
                new Element.Carousel(null, List.of(silent, new Element.Card("Boot", "Black", picture, links))),
                new Element.ListPicker(
                        "Choose",
                        "All",
                        List.of(
                                new Element.ListPicker.Section("One", List.of(row)),
                                new Element.ListPicker.Section(
                                        "Two", List.of(new Element.ListPicker.Row("b", "Second", null))))),
                new Element.Contact("Ann", List.of("+31612345678", "+31612345679"), List.of(), null));
    }

    public Wire with(Element element) {
        return with(element.getClass().getSimpleName(), Content.Rich.of(element), Map.of());
    }

    /** Adds what a sender wrote for this provider alone. */
    public Wire withOverride(JsonObject own) {
        Map<String, String> overrides = Map.of(contract.kind().name(), own.encode());
        return with(
                "Override", new Content.Rich(new Element.Text("Hello", false), null, null, overrides, false), Map.of());
    }

    /** Adds a text that answers a message of that id. */
    public Wire withAnswerTo(String providerId) {
        Map<String, String> notes = Map.of(
                Notes.QUOTE, providerId, Notes.QUOTE_CHANNEL, contract.kind().name());
        return with("Answer", new Content.Text("Hello"), notes);
    }

    private Wire with(String name, Content content, Map<String, String> notes) {
        forms.add(new Form(name, content, notes));
        return this;
    }

    /** @return every request that the messages became, in order */
    public List<Sent> sent() {
        List<Sent> all = new ArrayList<>();
        HeardStandIn standIn = new HeardStandIn(contract.standIn());
        try (WebChannelRig rig = new WebChannelRig(contract.kind(), contract.settings(), standIn)) {
            for (Form form : forms) {
                Outcome outcome = rig.submit(message(form, all.size()));
                if (!(outcome instanceof Outcome.Sent)) {
                    throw new AssertionError(form.name() + " was not sent: " + outcome);
                }
                standIn.heard().forEach(call -> all.add(new Sent(form.name(), call)));
            }
        }
        return all;
    }

    private Message message(Form form, int number) {
        String digits = "%s%05d00".formatted(contract.prefix(), number + 1);
        Map<String, String> identities = contract.identities(digits);
        return new Message(
                1_000L + number,
                "demo",
                Door.HTTP,
                Address.NONE,
                identities.isEmpty() ? Address.international(digits) : Address.NONE,
                identities,
                form.content(),
                Priority.TRANSACTIONAL,
                ReceiptWish.ALL,
                null,
                System.currentTimeMillis(),
                0,
                System.currentTimeMillis() + 60_000,
                1,
                List.of(Step.of(contract.kind().name())),
                form.notes());
    }

    /** @return every webhook that the stand-in sends: what became of a message, and what somebody wrote */
    public static List<Hook> told(StandInProvider standIn) {
        List<Hook> hooks = new ArrayList<>();
        Taken message = taken();
        for (MessageState state : List.of(
                MessageState.SENT,
                MessageState.DELIVERED,
                MessageState.READ,
                MessageState.FAILED,
                MessageState.EXPIRED)) {
            hooks.addAll(standIn.tell(message, state));
        }
        Hook written = standIn.inbound("1", "31612345678", "Hello");
        if (written != null) {
            hooks.add(written);
        }
        return hooks;
    }

    /** @return a message as a stand-in would have taken it */
    public static Taken taken() {
        return new Taken("17", "31612345678", new JsonObject());
    }
}
