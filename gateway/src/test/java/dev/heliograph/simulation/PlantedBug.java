package dev.heliograph.simulation;

import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.EventSource.Subscription;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.Idempotency;
import dev.heliograph.store.Queued;
import dev.heliograph.store.SimulatedStore;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.TokenBucket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Bugs as they are really made, each planted between the real parts, and the rules of the audit that may find it. */
enum PlantedBug {
    ANSWERED_BEFORE_THE_SYNC("nothing lost", "accepted once", "consumers complete", "stable ids", "duplicates") {
        @Override
        Bugs plant() {
            return new Bugs() {
                @Override
                SimulatedStore disk(World world, int acceptQueueMax, int batchMax, int remembered) {
                    return SimulatedStore.thatSyncsLate(world, acceptQueueMax, batchMax, remembered);
                }
            };
        }
    },
    HALF_A_BATCH_SURVIVES("nothing lost", "accepted once", "one final state", "nothing left on disk", "stable ids") {
        @Override
        Bugs plant() {
            return new Bugs() {
                @Override
                SimulatedStore disk(World world, int acceptQueueMax, int batchMax, int remembered) {
                    return SimulatedStore.thatTears(world, acceptQueueMax, batchMax, remembered);
                }
            };
        }
    },
    WINDOW_FREED_BEFORE_THE_OUTCOME_IS_DURABLE("duplicates") {
        @Override
        Bugs plant() {
            return new Bugs() {
                @Override
                Store store(Store real, World world) {
                    return Between.of(Store.class, real, "sent", (as, values) -> {
                        int last = values.length - 1;
                        ((Executor) values[last - 1]).execute((Runnable) values[last]);
                        values[last] = (Runnable) () -> {};
                        return as.call();
                    });
                }
            };
        }
    },
    RECEIPT_ACKNOWLEDGED_BEFORE_IT_IS_STORED("an acknowledged receipt counts", "nothing lost") {
        @Override
        Bugs plant() {
            return new Bugs() {
                @Override
                Channel channel(Channel real) {
                    return Between.of(Channel.class, real, "start", (as, values) -> {
                        values[0] = Between.of(
                                ChannelEvents.class, (ChannelEvents) values[0], "onReceipt", (receive, receipt) -> {
                                    int last = receipt.length - 1;
                                    ((Runnable) receipt[last]).run();
                                    receipt[last] = (Runnable) () -> {};
                                    return receive.call();
                                });
                        return as.call();
                    });
                }
            };
        }
    },
    POSITION_SAVED_BEFORE_DELIVERY("consumers complete") {
        @Override
        Bugs plant() {
            return new Bugs() {
                @Override
                @SuppressWarnings("unchecked")
                EventSource events(EventSource real) {
                    return Between.of(EventSource.class, real, "subscribe", (as, values) -> {
                        int last = values.length - 1;
                        Consumer<Subscription> opened = (Consumer<Subscription>) values[last];
                        values[last] = (Consumer<Subscription>) place -> opened.accept(eager(place));
                        return as.call();
                    });
                }

                @SuppressWarnings("unchecked")
                private Subscription eager(Subscription place) {
                    return Between.of(Subscription.class, place, "fetch", (as, values) -> {
                        Consumer<List<Event>> answer = (Consumer<List<Event>>) values[1];
                        values[1] = (Consumer<List<Event>>) events -> {
                            events.forEach(event -> place.acknowledge(event.cursor()));
                            answer.accept(events);
                        };
                        return as.call();
                    });
                }
            };
        }
    },
    LATE_RECEIPT_OVERWRITES_THE_FINAL_STATE("one final state") {
        @Override
        Bugs plant() {
            return new Bugs() {
                @Override
                Store store(Store real, World world) {
                    return Between.of(Store.class, real, "append", (as, values) -> {
                        values[1] = inTime((Event.Receipt) values[1]);
                        return as.call();
                    });
                }

                private Event inTime(Event.Receipt it) {
                    return new Event.Receipt(
                            it.cursor(),
                            it.message(),
                            it.reference(),
                            it.from(),
                            it.to(),
                            it.channel(),
                            it.state(),
                            false,
                            it.attempt(),
                            it.submittedAtMillis(),
                            it.atMillis(),
                            it.error(),
                            it.segments(),
                            it.excerpt(),
                            it.door(),
                            it.nextChannel());
                }
            };
        }
    },
    KEY_WRITTEN_BEHIND_ITS_MESSAGE("accepted once") {
        @Override
        Bugs plant() {
            Map<String, Accepted> written = new HashMap<>();
            return new Bugs() {
                @Override
                @SuppressWarnings("unchecked")
                Store store(Store real, World world) {
                    return Between.of(Store.class, real, "accept", (as, values) -> {
                        if (values[1] == null) {
                            return as.call();
                        }
                        String key = ((Message) values[0]).account() + ((Idempotency) values[1]).key();
                        Executor owner = (Executor) values[2];
                        Consumer<Accepted> answer = (Consumer<Accepted>) values[3];
                        Accepted before = written.get(key);
                        if (before != null) {
                            owner.execute(() -> answer.accept(before));
                            return true;
                        }
                        values[1] = null;
                        values[3] = (Consumer<Accepted>) accepted -> {
                            if (accepted instanceof Accepted.Stored) {
                                world.afterMillis(2, () -> written.put(key, accepted));
                            }
                            answer.accept(accepted);
                        };
                        return as.call();
                    });
                }
            };
        }
    },
    PAGE_SKIPS_ONE("order", "nothing lost", "nothing left on disk") {
        @Override
        Bugs plant() {
            return new Bugs() {
                @Override
                @SuppressWarnings("unchecked")
                Store store(Store real, World world) {
                    return Between.of(Store.class, real, "backlog", (as, values) -> {
                        Consumer<List<Queued>> answer = (Consumer<List<Queued>>) values[5];
                        values[5] = (Consumer<List<Queued>>) page -> {
                            List<Queued> less = new ArrayList<>(page);
                            if (less.size() > 1) {
                                less.remove(0);
                            }
                            answer.accept(less);
                        };
                        return as.call();
                    });
                }
            };
        }
    },
    BUCKET_RUNS_ONE_PERCENT_FAST("rate") {
        @Override
        Bugs plant() {
            return new Bugs() {
                @Override
                TokenBucket bucket(TokenBucket real) {
                    return new Fast(real);
                }
            };
        }
    };

    private final Set<String> rules;

    PlantedBug(String... rules) {
        this.rules = Set.of(rules);
    }

    /** @return the rules that tell of what the bug does */
    Set<String> rules() {
        return rules;
    }

    abstract Bugs plant();

    private record Fast(TokenBucket real) implements TokenBucket {
        @Override
        public long tryAcquire(long permits, long nowNanos) {
            return real.tryAcquire(permits, nowNanos + nowNanos / 100);
        }

        @Override
        public void giveBack(long permits) {
            real.giveBack(permits);
        }

        @Override
        public Rate rate() {
            return real.rate();
        }

        @Override
        public void updateRate(Rate rate, long nowNanos) {
            real.updateRate(rate, nowNanos + nowNanos / 100);
        }
    }
}
