package dev.heliograph.ingress.smpp;

import dev.heliograph.admission.Account;
import dev.heliograph.admission.Accounts;
import dev.heliograph.admission.Cidr;
import dev.heliograph.admission.PasswordHash;
import dev.heliograph.ingress.smpp.BindAnswer.Reason;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may bind: the account of the system_id, its password, where it may come from, and how many sessions it may have over the whole node.
 *
 * <p>An unknown system_id takes the way of a wrong password, slow hash included, and both get the same answer, so neither the answer nor its time tells which
 * accounts exist. (That holds as long as the stored hashes have the cost that {@link PasswordHash#of} gives them.)
 *
 * <p>Its state belongs to one event loop, {@code owner}; any thread may ask. The slow hash runs on {@code workers}, a bounded number at once; several sessions that
 * bring the same password at the same time share one check.
 */
public final class BindGate {
    private static final Logger log = LoggerFactory.getLogger(BindGate.class);
    private static final int DECOY_BYTES = 24;

    private final Accounts accounts;
    private final BindGateOptions options;
    private final Executor owner;
    private final Executor workers;
    private final LongSupplier nanoClock;
    private final PasswordHash decoy;
    private final PasswordMemory memory;
    private final BindBackoff backoff;

    private final Map<String, Integer> bindsByAccount = new HashMap<>();
    private final Map<String, Check> checks = new HashMap<>();
    private final ArrayDeque<Check> waiting = new ArrayDeque<>();
    private final Map<InetAddress, Integer> checksByAddress = new HashMap<>();
    private int checksRunning;

    /** A slow check under way, and everybody who waits for it. */
    private record Check(
            String digest, PasswordHash hash, String password, InetAddress payer, List<Consumer<Boolean>> waiters) {}

    /**
     * Takes tens of milliseconds, so not on an event loop.
     *
     * @param owner event loop that the gate's state belongs to
     * @param workers threads that may be busy for a while
     * @param nanoClock monotonic, nanoseconds
     */
    public BindGate(
            Accounts accounts,
            BindGateOptions options,
            Executor owner,
            Executor workers,
            LongSupplier nanoClock,
            SecureRandom random) {
        this.accounts = accounts;
        this.options = options;
        this.owner = owner;
        this.workers = workers;
        this.nanoClock = nanoClock;
        this.memory = new PasswordMemory(random);
        this.backoff = new BindBackoff(options);
        byte[] nobodysPassword = new byte[DECOY_BYTES];
        random.nextBytes(nobodysPassword);
        this.decoy = PasswordHash.of(HexFormat.of().formatHex(nobodysPassword));
    }

    /** Judges a bind; any thread. The answer comes on {@code answerOn}, exactly once. */
    void ask(BindAttempt attempt, Executor answerOn, Consumer<BindAnswer> answer) {
        owner.execute(() -> judge(attempt, given -> answerOn.execute(() -> answer.accept(given))));
    }

    private void judge(BindAttempt attempt, Consumer<BindAnswer> answer) {
        if (backoff.isQuiet(attempt, nanoClock.getAsLong())) {
            answer.accept(refusal(attempt, Reason.BACKING_OFF));
            return;
        }
        Account account = accounts.bySystemId(attempt.systemId());
        PasswordHash hash = account == null || account.smpp() == null
                ? decoy
                : account.smpp().password();
        String digest = memory.digest(attempt.systemId(), hash, attempt.password());
        if (memory.knows(attempt.systemId(), digest)) {
            answer.accept(decide(attempt, account, digest, true));
            return;
        }
        boolean taken = check(digest, hash, attempt, right -> answer.accept(decide(attempt, account, digest, right)));
        if (!taken) {
            answer.accept(refusal(attempt, Reason.BUSY));
        }
    }

    private BindAnswer decide(BindAttempt attempt, @Nullable Account account, String digest, boolean right) {
        if (!right || account == null || account.smpp() == null) {
            backoff.onWrong(attempt, nanoClock.getAsLong());
            return refusal(attempt, Reason.CREDENTIALS);
        }
        memory.remember(attempt.systemId(), digest);
        backoff.onRight(attempt);
        List<Cidr> allow = account.smpp().allow();
        if (!allow.isEmpty() && allow.stream().noneMatch(block -> block.contains(attempt.remote()))) {
            return refusal(attempt, Reason.ADDRESS);
        }
        int binds = bindsByAccount.getOrDefault(account.name(), 0);
        if (binds >= account.smpp().bindsMax()) {
            return refusal(attempt, Reason.BINDS_MAX);
        }
        bindsByAccount.put(account.name(), binds + 1);
        return new BindAnswer.Granted(account, new BindPermit(() -> owner.execute(() -> giveBack(account.name()))));
    }

    private void giveBack(String account) {
        bindsByAccount.computeIfPresent(account, (name, binds) -> binds == 1 ? null : binds - 1);
    }

    /** @return false when there is no room for another check */
    private boolean check(String digest, PasswordHash hash, BindAttempt attempt, Consumer<Boolean> waiter) {
        Check same = checks.get(digest);
        if (same != null) {
            same.waiters.add(waiter);
            return true;
        }
        if (checks.size() >= options.checksWaitingMax()
                || checksByAddress.getOrDefault(attempt.remote(), 0) >= options.checksPerAddressMax()) {
            return false;
        }
        Check check = new Check(digest, hash, attempt.password(), attempt.remote(), new ArrayList<>(List.of(waiter)));
        checks.put(digest, check);
        checksByAddress.merge(check.payer, 1, Integer::sum);
        waiting.add(check);
        runChecks();
        return true;
    }

    private void runChecks() {
        while (checksRunning < options.checksMax() && !waiting.isEmpty()) {
            Check check = waiting.remove();
            checksRunning++;
            workers.execute(() -> {
                boolean right = matches(check);
                owner.execute(() -> onChecked(check, right));
            });
        }
    }

    private static boolean matches(Check check) {
        try {
            return check.hash.matches(check.password);
        } catch (RuntimeException | OutOfMemoryError e) {
            // The check takes megabytes; one that cannot have them must still give its place back.
            log.error("a stored password hash cannot be checked", e);
            return false;
        }
    }

    private void onChecked(Check check, boolean right) {
        checksRunning--;
        checks.remove(check.digest);
        checksByAddress.computeIfPresent(check.payer, (address, count) -> count == 1 ? null : count - 1);
        check.waiters.forEach(waiter -> waiter.accept(right));
        runChecks();
    }

    private static BindAnswer refusal(BindAttempt attempt, Reason reason) {
        if (reason == Reason.BACKING_OFF) {
            // A guesser at full speed is not to fill the log.
            log.debug("bind refused: {} ({})", attempt, reason);
        } else {
            log.info("bind refused: {} ({})", attempt, reason);
        }
        return new BindAnswer.Refused(reason);
    }
}
