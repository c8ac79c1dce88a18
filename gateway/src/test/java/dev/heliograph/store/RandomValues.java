package dev.heliograph.store;

import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values of every shape that the nouns allow, from a seed. */
final class RandomValues {
    private final Random random;

    RandomValues(long seed) {
        this.random = new Random(seed);
    }

    Message message(long id) {
        return new Message(
                id,
                text(20),
                of(Door.values()),
                address(),
                address(),
                identities(),
                content(),
                of(Priority.values()),
                new ReceiptWish(random.nextInt(8)),
                maybe(() -> text(256)),
                number(),
                number(),
                random.nextBoolean() ? Long.MAX_VALUE : number(),
                1 + random.nextInt(255),
                list(1, 4, () -> new Step(text(20), state(), number())),
                identities());
    }

    MessageStatus status() {
        return new MessageStatus(state(), number(), list(0, 20, this::attempt), maybe(this::error));
    }

    Event event(long cursor) {
        if (random.nextBoolean()) {
            InboundContext context = random.nextBoolean()
                    ? InboundContext.NONE
                    : new InboundContext(
                            text(40),
                            random.nextBoolean() ? null : text(20),
                            random.nextBoolean() ? null : text(40),
                            number(),
                            random.nextBoolean() ? null : text(20),
                            InboundContext.Consent.values()[random.nextInt(3)],
                            false);
            context = random.nextInt(4) == 0 ? context.ofStranger() : context;
            return new Event.Inbound(cursor, text(12), address(), address(), content(), text(300), number(), context);
        }
        return new Event.Receipt(
                cursor,
                random.nextLong() >>> 1,
                maybe(() -> text(256)),
                address(),
                address(),
                text(12),
                state(),
                random.nextBoolean(),
                random.nextInt(21),
                number(),
                number(),
                maybe(this::error),
                1 + random.nextInt(10),
                text(20),
                of(Door.values()),
                maybe(() -> text(12)));
    }

    ParkedReceipt parked() {
        return new ParkedReceipt(text(12), text(64), state(), random.nextInt(), number(), number());
    }

    SmallCodecs.Seen seen() {
        return new SmallCodecs.Seen(
                random.nextLong(), random.nextLong(), random.nextLong() >>> 1, random.nextInt(256), number());
    }

    long[] cursors(long after) {
        long[] cursors = new long[random.nextInt(50)];
        long last = after;
        for (int i = 0; i < cursors.length; i++) {
            last += 1 + random.nextInt(1_000);
            cursors[i] = last;
        }
        return cursors;
    }

    /** Most are times of our days; some are the ends of what a long can be. */
    long number() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextLong();
            case 2 -> random.nextInt(300);
            default -> Samples.NOW + random.nextInt();
        };
    }

    /** Letters, all planes of Unicode, and now and then half a surrogate pair, which clients do send. */
    String text(int charsMax) {
        int length = random.nextInt(charsMax + 1);
        int kind = random.nextInt(4);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            switch (kind) {
                case 0, 1 -> text.append((char) (' ' + random.nextInt(95)));
                case 2 -> text.append((char) random.nextInt(0x10000));
                default -> text.appendCodePoint(0x1F600 + random.nextInt(64));
            }
        }
        return text.toString();
    }

    private Attempt attempt() {
        return new Attempt(
                random.nextInt(21),
                text(12),
                state(),
                number(),
                number(),
                list(0, 10, () -> new Attempt.Part(text(64), state(), random.nextInt())),
                maybe(this::error));
    }

    private MessageError error() {
        return new MessageError(text(20), random.nextInt(), maybe(() -> text(80)));
    }

    private Address address() {
        return new Address(text(20), random.nextInt(256), random.nextInt(256));
    }

    private Map<String, String> identities() {
        Map<String, String> identities = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            identities.put(text(10), text(40));
        }
        return identities;
    }

    private Content content() {
        return random.nextBoolean()
                ? new Content.Text(text(1_000))
                : new Content.Sms(
                        text(5),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        random.nextInt(256),
                        octets(254),
                        octets(100));
    }

    byte[] octets(int max) {
        byte[] octets = new byte[random.nextInt(max + 1)];
        random.nextBytes(octets);
        return octets;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private MessageState state() {
        return of(MessageState.values());
    }

    private <T> T of(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private <T> List<T> list(int min, int max, Supplier<T> value) {
        int size = min + random.nextInt(max - min + 1);
        return Stream.generate(value).limit(size).toList();
    }

    static Stream<Long> seeds(int count) {
        return IntStream.range(0, count).mapToObj(i -> 0x5EEDL + i);
    }
}
