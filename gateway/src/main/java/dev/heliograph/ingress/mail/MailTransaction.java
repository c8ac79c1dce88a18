package dev.heliograph.ingress.mail;

import dev.heliograph.channel.email.MailReader;
import dev.heliograph.channel.email.MailTaking;
import dev.heliograph.channel.email.ReadMail;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One mail on its way in. On the connection's thread, which may wait. */
final class MailTransaction implements MessageHandler {
    private static final Logger log = LoggerFactory.getLogger(MailTransaction.class);

    /** How often a refused mail may have the octets of one that is taken. */
    private static final int REFUSED_TIMES = 4;

    private final MailTable table;
    private final MailDoorOptions options;
    private final MailDoorCounts counts;
    private final List<MailTable.Owner> owners = new ArrayList<>();
    private final Runnable reset;
    private String sender = "";

    /** @param reset forgets the mail: after a refused one the next may come (RFC 5321, 4.1.1.4) */
    MailTransaction(MailTable table, MailDoorOptions options, MailDoorCounts counts, Runnable reset) {
        this.table = table;
        this.options = options;
        this.counts = counts;
        this.reset = reset;
    }

    @Override
    public void from(String address) {
        sender = address == null ? "" : address;
    }

    @Override
    public void recipient(String address) throws RejectException {
        MailTable.Owner owner = table.find(address);
        if (owner == null) {
            counts.unknown.increment();
            throw new RejectException(550, "5.1.1 No such mailbox here");
        }
        owners.add(owner);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
        try {
            take(data);
        } catch (RejectException e) {
            reset.run();
            throw e;
        }
        counts.taken.increment();
        return MailTaking.TAKEN.text();
    }

    private void take(InputStream data) throws RejectException, IOException {
        Bounded bounded = new Bounded(data, options.octetsMax());
        ReadMail mail;
        try {
            mail = MailReader.read(sender, bounded);
            skip(bounded);
        } catch (MailReader.Unreadable e) {
            counts.refused.increment();
            log.debug("a mail could not be read: {}", e.getMessage());
            skipRefused(data);
            throw new RejectException(554, "5.6.0 This is no mail that can be read");
        } catch (TooLarge e) {
            counts.refused.increment();
            skipRefused(data);
            throw new RejectException(552, "5.3.4 Larger than " + options.octetsMax() + " octets");
        }
        store(mail);
    }

    private static void skip(InputStream data) throws IOException {
        byte[] rest = new byte[8_192];
        int read;
        do {
            read = data.read(rest, 0, rest.length);
        } while (read >= 0);
    }

    /** What is left of a refused mail must not be taken for commands. Who sends many times what there may be is hung up on. */
    private void skipRefused(InputStream data) throws IOException {
        skip(new Bounded(data, (long) REFUSED_TIMES * options.octetsMax()));
    }

    private void store(ReadMail mail) throws RejectException {
        List<CompletableFuture<MailTaking>> stored = new ArrayList<>();
        for (MailTable.Owner owner : owners) {
            CompletableFuture<MailTaking> one = new CompletableFuture<>();
            stored.add(one);
            owner.loop().execute(() -> {
                try {
                    MailTaking taking =
                            owner.channel().onMail(owner.returned(), mail, () -> one.complete(MailTaking.TAKEN));
                    if (taking != MailTaking.TAKEN) {
                        one.complete(taking);
                    }
                } catch (RuntimeException bug) {
                    log.error("a mail that came back failed", bug);
                    one.completeExceptionally(bug);
                }
            });
        }
        try {
            CompletableFuture.allOf(stored.toArray(CompletableFuture<?>[]::new))
                    .get(options.answerMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal(MailTaking.LATER);
        } catch (TimeoutException | ExecutionException e) {
            throw refusal(MailTaking.LATER);
        }
        for (CompletableFuture<MailTaking> one : stored) {
            if (one.join() != MailTaking.TAKEN) {
                throw refusal(one.join());
            }
        }
    }

    private RejectException refusal(MailTaking taking) {
        if (taking == MailTaking.LATER) {
            counts.late.increment();
        }
        return new RejectException(taking.code(), taking.text());
    }

    @Override
    public void done() {
        owners.clear();
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Ends a mail that is larger than any may be, instead of reading it to its end. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long octetsMax) {
            this.in = in;
            this.left = octetsMax;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = in.read(buffer, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws TooLarge {
            left -= read;
            if (left < 0) {
                throw new TooLarge();
            }
        }
    }
}
