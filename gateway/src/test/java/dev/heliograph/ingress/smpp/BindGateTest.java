package dev.heliograph.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Cidr;
import dev.heliograph.admission.PasswordHash;
import dev.heliograph.admission.SmppLogin;
import dev.heliograph.ingress.smpp.BindAnswer.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BindGateTest {
    private static final InetAddress HOME = address("192.0.2.10");
    private static final InetAddress STRANGER = address("198.51.100.66");
    private static PasswordHash secret;
    private static PasswordHash other;

    private final Accounts accounts = new Accounts();
    private final ArrayDeque<Runnable> slowChecks = new ArrayDeque<>();
    private final List<BindAnswer> answers = new ArrayList<>();
    private long nanos = 1;
    private int checked;
    private BindGate gate;

    @BeforeAll
    static void hash() {
        secret = PasswordHash.of("secret");
        other = PasswordHash.of("other");
    }

    @BeforeEach
    void open() {
        accounts.replace(List.of(
                account("demo", secret, 3, List.of()),
                account("inside", secret, 3, List.of(Cidr.parse("192.0.2.0/24")))));
        gate = gate(new BindGateOptions(2, 8, 6, 3, 1_000, 4_000, 5));
    }

    private BindGate gate(BindGateOptions options) {
        return new BindGate(accounts, options, Runnable::run, slowChecks::add, () -> nanos, new SecureRandom());
    }

    private static Account account(String name, PasswordHash password, int bindsMax, List<Cidr> allow) {
        SmppLogin login = new SmppLogin(name, password, bindsMax, 10, allow);
        return new Account(name, login, List.of(), null, List.of(), List.of(), Account.VALIDITY_MILLIS_DEFAULT);
    }

    private void ask(String systemId, String password, InetAddress from) {
        gate.ask(new BindAttempt(systemId, password, from), Runnable::run, answers::add);
    }

    private BindAnswer bind(String systemId, String password, InetAddress from) {
        answers.clear();
        ask(systemId, password, from);
        runChecks();
        assertThat(answers).hasSize(1);
        return answers.get(0);
    }

    private void runChecks() {
        while (!slowChecks.isEmpty()) {
            checked++;
            slowChecks.remove().run();
        }
    }

    private static Reason reasonOf(BindAnswer answer) {
        return ((BindAnswer.Refused) answer).reason();
    }

    @Test
    void letsTheRightPasswordInAndOnlyPaysForItOnce() {
        assertThat(bind("demo", "secret", HOME)).isInstanceOf(BindAnswer.Granted.class);
        assertThat(bind("demo", "secret", STRANGER)).isInstanceOf(BindAnswer.Granted.class);

        assertThat(checked).isEqualTo(1);
    }

    @Test
    void oneCheckServesAllWhoWaitForIt() {
        ask("demo", "secret", HOME);
        ask("demo", "secret", HOME);
        ask("demo", "secret", STRANGER);
        assertThat(slowChecks).hasSize(1);

        runChecks();

        assertThat(answers).hasSize(3).allMatch(answer -> answer instanceof BindAnswer.Granted);
    }

    @Test
    void treatsAnUnknownSystemIdAsAWrongPassword() {
        assertThat(reasonOf(bind("demo", "wrong", HOME))).isEqualTo(Reason.CREDENTIALS);
        assertThat(reasonOf(bind("nobody", "secret", HOME))).isEqualTo(Reason.CREDENTIALS);
        assertThat(reasonOf(bind("demo", "", HOME))).isEqualTo(Reason.CREDENTIALS);

        assertThat(checked).as("each was slow").isEqualTo(3);
    }

    @Test
    void forgetsAPasswordThatWasChanged() {
        bind("demo", "secret", HOME);
        accounts.replace(List.of(account("demo", other, 3, List.of())));

        assertThat(reasonOf(bind("demo", "secret", HOME))).isEqualTo(Reason.CREDENTIALS);
        assertThat(bind("demo", "other", HOME)).isInstanceOf(BindAnswer.Granted.class);
    }

    @Test
    void looksAtTheAddressOnlyAfterThePassword() {
        assertThat(bind("inside", "secret", HOME)).isInstanceOf(BindAnswer.Granted.class);
        assertThat(reasonOf(bind("inside", "secret", STRANGER))).isEqualTo(Reason.ADDRESS);
        assertThat(reasonOf(bind("inside", "wrong", STRANGER))).isEqualTo(Reason.CREDENTIALS);
    }

    @Test
    void countsBindsAndTakesThemBackOnce() {
        BindAnswer first = bind("demo", "secret", HOME);
        bind("demo", "secret", HOME);
        bind("demo", "secret", HOME);
        assertThat(reasonOf(bind("demo", "secret", HOME))).isEqualTo(Reason.BINDS_MAX);
        assertThat(bind("inside", "secret", HOME)).isInstanceOf(BindAnswer.Granted.class);

        BindPermit permit = ((BindAnswer.Granted) first).permit();
        permit.release();
        permit.release();

        assertThat(bind("demo", "secret", HOME)).isInstanceOf(BindAnswer.Granted.class);
        assertThat(reasonOf(bind("demo", "secret", HOME))).isEqualTo(Reason.BINDS_MAX);
    }

    @Test
    void backsOffFromAGuesserAndNeverFromTheOwner() {
        for (int i = 0; i < 1_000; i++) {
            answers.clear();
            ask("demo", "guess" + i, STRANGER);
            runChecks();
            nanos += TimeUnit.MILLISECONDS.toNanos(1);
        }

        assertThat(checked).as("of a thousand guesses in a second").isLessThanOrEqualTo(5);
        assertThat(bind("demo", "secret", HOME)).isInstanceOf(BindAnswer.Granted.class);
        assertThat(reasonOf(bind("demo", "secret", STRANGER))).isEqualTo(Reason.BACKING_OFF);
    }

    @Test
    void doublesThePauseUpToItsBoundAndEndsItWithARightPassword() {
        for (int i = 0; i < 4; i++) {
            assertThat(reasonOf(bind("demo", "guess" + i, HOME))).isEqualTo(Reason.CREDENTIALS);
        }
        for (long pause : new long[] {1_000, 2_000, 4_000, 4_000}) {
            nanos += TimeUnit.MILLISECONDS.toNanos(pause) - 1;
            assertThat(reasonOf(bind("demo", "x", HOME))).isEqualTo(Reason.BACKING_OFF);
            nanos += 1;
            assertThat(reasonOf(bind("demo", "x", HOME))).isEqualTo(Reason.CREDENTIALS);
        }
        nanos += TimeUnit.MILLISECONDS.toNanos(4_000);
        assertThat(bind("demo", "secret", HOME)).isInstanceOf(BindAnswer.Granted.class);
        assertThat(reasonOf(bind("demo", "x", HOME))).as("counted anew").isEqualTo(Reason.CREDENTIALS);
    }

    @Test
    void backsOffFromUnknownSystemIdsAlike() {
        for (int i = 0; i < 4; i++) {
            bind("nobody", "guess" + i, HOME);
        }

        assertThat(reasonOf(bind("nobody", "guess", HOME))).isEqualTo(Reason.BACKING_OFF);
    }

    @Test
    void checksFewAtOnceAndRefusesWhatItHasNoRoomFor() {
        for (int i = 0; i < 6; i++) {
            ask("stranger" + i, "x", STRANGER);
        }
        assertThat(slowChecks).as("at once").hasSize(2);
        assertThat(answers).isEmpty();

        ask("demo", "a", STRANGER);
        assertThat(reasonOf(answers.get(0))).isEqualTo(Reason.BUSY);
        ask("demo", "secret", HOME);
        ask("demo", "b", HOME);
        ask("demo", "c", HOME);
        assertThat(reasonOf(answers.get(1))).isEqualTo(Reason.BUSY);

        runChecks();
        assertThat(answers).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer instanceof BindAnswer.Granted))
                .hasSize(1);
        assertThat(checked).isEqualTo(8);
    }

    @Test
    void remembersABoundedNumberOfGuessers() {
        BindGateOptions options = new BindGateOptions(1, 1, 1, 0, 1_000, 4_000, 5);
        BindBackoff backoff = new BindBackoff(options);
        for (int i = 0; i < 50; i++) {
            backoff.onWrong(new BindAttempt("id" + i, "x", STRANGER), nanos);
        }

        assertThat(backoff.size()).isEqualTo(5);
        assertThat(backoff.isQuiet(new BindAttempt("id49", "x", STRANGER), nanos))
                .isTrue();
        assertThat(backoff.isQuiet(new BindAttempt("id1", "x", STRANGER), nanos))
                .isFalse();
    }

    @Test
    void doesNotWriteStrangersWordsIntoTheLogAsTheyAre() {
        BindAttempt attempt = new BindAttempt("a\nb\u001b[", "secret", HOME);

        assertThat(attempt.toString()).isEqualTo("a?b?[ from 192.0.2.10").doesNotContain("secret");
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
