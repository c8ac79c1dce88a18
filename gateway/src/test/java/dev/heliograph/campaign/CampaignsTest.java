package dev.heliograph.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Gate;
import dev.heliograph.admission.GateOptions;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.ingress.http.CampaignComposer;
import dev.heliograph.message.Content;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.Routes;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Queued;
import dev.heliograph.store.QuietListener;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Campaigns over the real gate and a simulated store, in simulated time. */
class CampaignsTest implements QuietListener {
    private static final Account DEMO =
            new Account("demo", null, List.of(), null, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    private static final Routes ROUTES = new Routes(List.of(Route.always(List.of("sms"))), Map.of("sms", "smpp"));
    private static final byte[] HELLO = octets("{\"text\":\"Hello {{name}}\"}");

    private final World world = new World(5);
    private final MemoryStore store = new MemoryStore(world, 3, this);
    private final Accounts accounts = new Accounts();
    private final List<String> sent = new ArrayList<>();
    private Campaigns campaigns;
    private long id;

    CampaignsTest() {
        accounts.replace(List.of(DEMO));
        open();
    }

    @Override
    public boolean onAccepted(String channel, Queued queued) {
        Message message = queued.message();
        sent.add(((Content.Text) message.content()).text());
        assertThat(message.notes()).containsEntry(Composer.NOTE, CampaignId.text(id));
        return true;
    }

    private void open() {
        Gate gate = new Gate(store, new Dispatcher(), ROUTES, GateOptions.DEFAULT, world::wallMillis, world::nanos, 1);
        campaigns = new Campaigns(
                store,
                gate,
                accounts,
                new CampaignComposer(),
                CampaignOptions.DEFAULT,
                world,
                world,
                world::wallMillis,
                1);
        campaigns.start();
        world.runMillis(100);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void create(Spread spread, int recipients) {
        campaigns.create("demo", "", HELLO, spread, true, world, view -> id = view.id(), refused -> {
            throw new AssertionError(refused);
        });
        world.runMillis(20);
        for (int i = 0; i < recipients; i++) {
            add("{\"to\":\"+39333" + (1_000_000 + i) + "\",\"fields\":{\"name\":\"n" + i + "\"}}");
        }
        world.runMillis(20);
        change("running");
    }

    private void add(String recipient) {
        campaigns.add("demo", id, octets(recipient), world, index -> {}, refused -> {
            throw new AssertionError(refused);
        });
    }

    private void change(String wish) {
        campaigns.change("demo", id, wish, null, world, view -> {}, refused -> {});
        world.runMillis(10);
    }

    private CampaignView view() {
        List<CampaignView> views = new ArrayList<>();
        campaigns.find("demo", id, world, views::add);
        world.runTasks();
        return views.get(0);
    }

    @Test
    void everybodyGetsTheMessageInHisOwnWordsOnce() {
        create(Spread.NONE, 300);
        world.runMillis(5_000);
        assertThat(sent).hasSize(300).doesNotHaveDuplicates().contains("Hello n0", "Hello n299");
        assertThat(view().state()).isEqualTo("finished");
        assertThat(view().recipients()).isEqualTo(300);
        add("{\"to\":\"+393335000000\",\"fields\":{\"name\":\"late\"}}");
        world.runMillis(1_000);
        assertThat(sent).hasSize(301).contains("Hello late");
    }

    @Test
    void thePaceIsHeld() {
        create(new Spread(10, 0, 0, null), 100);
        world.runMillis(3_000);
        assertThat(sent.size()).isBetween(28, 33);
        assertThat(view().waiting()).isEqualTo(100 - sent.size());
        assertThat(view().endsAtMillis() - world.wallMillis()).isBetween(6_000L, 8_000L);
        change("paused");
        int before = sent.size();
        world.runMillis(5_000);
        assertThat(sent).hasSize(before);
        assertThat(view().state()).isEqualTo("paused");
        change("running");
        world.runMillis(2_000);
        assertThat(sent.size() - before).isBetween(18, 22);
        change("cancelled");
        int after = sent.size();
        world.runMillis(5_000);
        assertThat(sent).hasSize(after);
        change("running");
        assertThat(view().state()).isEqualTo("cancelled");
    }

    @Test
    void aWindowIsUsedEvenly() {
        long now = world.wallMillis();
        create(new Spread(0, 0, now + 60_000, null), 60);
        world.runMillis(30_000);
        assertThat(sent.size()).isBetween(27, 33);
        world.runMillis(31_000);
        assertThat(sent).hasSize(60);
    }

    @Test
    void nobodyIsWokenAtNight() {
        Spread.Hours day = new Spread.Hours(LocalTime.of(9, 0), LocalTime.of(10, 0), ZoneOffset.UTC);
        Spread spread = new Spread(0, 0, 0, day);
        long midnight = world.wallMillis() / 86_400_000 * 86_400_000;
        long nine = midnight + 9 * 3_600_000;
        assertThat(spread.isOpen(nine - 1)).isFalse();
        assertThat(spread.isOpen(nine)).isTrue();
        assertThat(spread.isOpen(nine + 3_600_000)).isFalse();
        assertThat(spread.openMillis(midnight, midnight + 2 * 86_400_000)).isEqualTo(2 * 3_600_000);
        assertThat(spread.after(midnight, 5_400_000)).isEqualTo(nine + 86_400_000 + 1_800_000);
    }

    @Test
    void aRestartLosesNobodyAndSendsNobodyTwice() {
        create(new Spread(50, 0, 0, null), 200);
        for (int i = 0; i < 6; i++) {
            // In the midst of what is on its way to the gate, and back from it.
            world.runMillis(401 + i);
            world.crash();
            store.reopen(this);
            open();
        }
        world.runMillis(10_000);
        List<String> stored = new ArrayList<>();
        store.backlog(
                "sms",
                Priority.BULK,
                0,
                1_000,
                world,
                waiting -> waiting.forEach(
                        queued -> stored.add(((Content.Text) queued.message().content()).text())),
                () -> {});
        world.runMillis(100);
        assertThat(stored).hasSize(200).doesNotHaveDuplicates();
        CampaignView view = view();
        assertThat(view.state()).isEqualTo("finished");
        assertThat(view.states().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(200);
    }

    @Test
    void whoeverLacksAFieldIsNamed() {
        byte[] message = octets("{\"text\":\"Hello {{name}}, {{ code }}\"}");
        assertThat(campaigns.judge(DEMO, message, octets("{\"to\":\"+393331234567\",\"fields\":{\"name\":\"A\"}}")))
                .containsExactly(new Composer.Complaint("/fields/code", "is missing: the message says {{code}}"));
        assertThat(campaigns.judge(DEMO, message, octets("{\"to\":\"x\",\"fields\":{\"name\":\"A\",\"code\":1}}")))
                .extracting(Composer.Complaint::pointer)
                .containsExactly("/to");
        assertThat(campaigns.judge(DEMO, message, octets("{\"too\":1}")))
                .extracting(Composer.Complaint::pointer)
                .contains("/too", "/fields/name");
        assertThat(campaigns.judge(
                        DEMO, HELLO, octets("{\"to\":\"+393331234567\",\"fields\":{\"name\":\"\\\"}{{x}}\"}}")))
                .isEmpty();
    }
}
