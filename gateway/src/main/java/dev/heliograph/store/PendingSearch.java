package dev.heliograph.store;

import dev.heliograph.message.Message;
import java.util.ArrayList;
import java.util.List;

/** Looks through what waits for the messages of an account from one address to another, the newest first. Blocks; any thread. */
final class PendingSearch {
    private static final int FOUND_MAX = 1_000;
    /** Entries looked at, shared out among the lanes' backlogs and the schedule: about a quarter of a second of work. */
    private static final int LOOKED_AT_MAX = 100_000;

    private static final int PAGE = 256;

    private final Disk disk;
    private final Records records;
    private final String account;
    private final String from;
    private final String to;
    private final List<Message> found = new ArrayList<>();
    private int budget = LOOKED_AT_MAX;

    PendingSearch(Disk disk, Records records, String account, String from, String to) {
        this.disk = disk;
        this.records = records;
        this.account = account;
        this.from = from;
        this.to = to;
    }

    /** @return at most 1,000 */
    List<Message> run(List<Lane> lanes) {
        int looksLeft = lanes.size() + 1;
        for (Lane lane : lanes) {
            look(Table.BACKLOG, lane.prefix(), Keys.after(lane.prefix()), budget / looksLeft--);
        }
        look(Table.SCHEDULE, Keys.due(0, 0), Keys.due(-1, -1), budget);
        return found;
    }

    private void look(Table table, byte[] first, byte[] end, int atMost) {
        int lookedAt = 0;
        try (Scan scan = disk.scan(table, first, end)) {
            scan.last();
            while (scan.isValid() && lookedAt < atMost && found.size() < FOUND_MAX) {
                List<Records.Standing> page = new ArrayList<>(PAGE);
                for (; scan.isValid() && page.size() < PAGE; scan.previous()) {
                    page.add(Records.standing(scan.key(), scan.value()));
                }
                lookedAt += page.size();
                records.queued(page).forEach(queued -> keepMatching(queued.message()));
            }
        }
        budget -= lookedAt;
    }

    private void keepMatching(Message message) {
        if (found.size() < FOUND_MAX
                && message.account().equals(account)
                && message.from().value().equals(from)
                && message.to().value().equals(to)) {
            found.add(message);
        }
    }
}
