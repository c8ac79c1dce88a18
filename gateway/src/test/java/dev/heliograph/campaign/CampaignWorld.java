package dev.heliograph.campaign;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Gate;
import dev.heliograph.admission.GateOptions;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.ingress.http.CampaignComposer;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.Routes;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import dev.heliograph.throttle.Rate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Campaigns over the real gate and a simulated store, in simulated time. */
final class CampaignWorld implements QuietListener {
    static final byte[] HELLO = octets("{\"text\":\"Hello {{name}}\"}");
    static final String CHANNEL = "sms";

    private static final Routes ROUTES = new Routes(List.of(Route.always(List.of(CHANNEL))), Map.of(CHANNEL, "smpp"));

    final World world = new World(5);
    final MemoryStore store = new MemoryStore(world, 3, this);

    private final Accounts accounts = new Accounts();
    private final GateOptions gateOptions;
    CampaignOptions options;
    Campaigns campaigns;

    CampaignWorld() {
        this(null, GateOptions.DEFAULT, CampaignOptions.DEFAULT);
    }

    CampaignWorld(@Nullable Rate rate, GateOptions gateOptions, CampaignOptions options) {
        this.gateOptions = gateOptions;
        this.options = options;
        accounts.replace(List.of(account(rate)));
        campaigns = open();
    }

    static Account account(@Nullable Rate rate) {
        return new Account("demo", null, List.of(), rate, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    }

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] recipient(int number) {
        return octets("{\"to\":\"+39333" + (1_000_000 + number) + "\",\"fields\":{\"name\":\"n" + number + "\"}}");
    }

    private Campaigns open() {
        Gate gate = new Gate(store, new Dispatcher(), ROUTES, gateOptions, world::wallMillis, world::nanos, 1);
        Campaigns opened = new Campaigns(
                store, gate, accounts, new CampaignComposer(), options, world, world, world::wallMillis, 1);
        opened.start();
        return opened;
    }

    /** The process is killed, and another begins. */
    void restart() {
        world.crash();
        store.reopen(this);
        campaigns = open();
    }

    // ---- what the store tells

    @Override
    public void onEvent(String account, Event event) {
        campaigns.onEvent(event);
    }

    @Override
    public void onBatchEnd() {
        if (campaigns != null) {
            campaigns.onBatchEnd();
        }
    }

    /** @return what was accepted, word by word, in the order in which it was */
    List<String> sent() {
        return store.messages.values().stream()
                .map(message -> ((Content.Text) message.content()).text())
                .toList();
    }

    private List<Message> open(int limit) {
        return store.messages.values().stream()
                .filter(message -> !store.statuses.containsKey(message.id()))
                .limit(limit)
                .toList();
    }

    /** The oldest messages that have not ended come to their end. */
    void end(int count, MessageState state) {
        for (Message message : open(count)) {
            store.settle(
                    message,
                    new MessageStatus(state, world.wallMillis(), List.of(), null),
                    List.of(receipt(message, state)),
                    world,
                    () -> {});
        }
        world.runMillis(10);
    }

    private Event.Receipt receipt(Message message, MessageState state) {
        return new Event.Receipt(
                0,
                message.id(),
                null,
                message.from(),
                message.to(),
                CHANNEL,
                state,
                false,
                1,
                message.acceptedAtMillis(),
                world.wallMillis(),
                null,
                1,
                "",
                message.door(),
                null);
    }

    // ---- what doors do

    private static <T> Consumer<T> no() {
        return refused -> {
            throw new AssertionError(refused);
        };
    }

    private <T> T asked(Consumer<Consumer<T>> question) {
        List<T> answers = new ArrayList<>();
        question.accept(answers::add);
        world.runMillis(20);
        return answers.get(0);
    }

    Campaigns.Made make(Spread spread, String key, byte[] digest) {
        return asked(answer -> campaigns.create("demo", "", HELLO, spread, key, digest, world, answer, no()));
    }

    Intake begin(long id, @Nullable String key) {
        return asked(answer -> campaigns.recipients().begin("demo", id, key, world, answer, no()));
    }

    Listed listed(long id, String key) {
        return asked(answer -> campaigns.recipients().listed("demo", id, key, world, answer, no()));
    }

    /** @param told how each was taken: its place, or why not */
    void add(Intake intake, int number, List<Object> told) {
        byte[] digest = new byte[Intake.DIGEST_OCTETS];
        digest[0] = (byte) (number + 1);
        campaigns.recipients().add(intake, number, digest, recipient(number), world, told::add, told::add);
    }

    void add(long id, int from, int to) {
        Intake intake = begin(id, null);
        for (int i = from; i < to; i++) {
            add(intake, i, new ArrayList<>());
        }
        world.runMillis(20);
    }

    /** @return a campaign with its recipients, which begins */
    long create(Spread spread, int recipients) {
        long id = make(spread, "", new byte[0]).view().id();
        add(id, 0, recipients);
        change(id, "running");
        return id;
    }

    CampaignView change(long id, String wish) {
        return asked(answer -> campaigns.change("demo", id, wish, null, world, answer, refused -> answer.accept(null)));
    }

    CampaignView view(long id) {
        List<CampaignView> views = new ArrayList<>();
        campaigns.find("demo", id, world, views::add);
        world.runTasks();
        return views.get(0);
    }
}
