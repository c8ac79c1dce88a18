package dev.heliograph.campaign;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The campaigns in memory, how much of it they take, and which of them give way. Belongs to the loop of the campaigns. */
final class Kept {
    private final CampaignOptions options;

    /** By id, so by age. */
    private final TreeMap<Long, Campaign> campaigns = new TreeMap<>();

    private final Map<String, Long> octetsByAccount = new HashMap<>();
    private long octets;

    Kept(CampaignOptions options) {
        this.options = options;
    }

    void add(Campaign campaign) {
        campaigns.put(campaign.id, campaign);
        count(campaign, campaign.octets());
    }

    void remove(Campaign campaign) {
        campaigns.remove(campaign.id);
        count(campaign, -campaign.octets());
    }

    private void count(Campaign campaign, long more) {
        octets += more;
        octetsByAccount.merge(campaign.account, more, Long::sum);
    }

    boolean isEmpty() {
        return campaigns.isEmpty();
    }

    /** @return all, the oldest first */
    Collection<Campaign> all() {
        return campaigns.values();
    }

    /** @return an account's, the oldest first */
    List<Campaign> of(String account) {
        return campaigns.values().stream()
                .filter(campaign -> campaign.account.equals(account))
                .toList();
    }

    @Nullable
    Campaign find(String account, long id) {
        Campaign campaign = campaigns.get(id);
        return campaign != null && campaign.account.equals(account) ? campaign : null;
    }

    @Nullable
    Campaign madeWith(String account, String key) {
        for (Campaign campaign : campaigns.values()) {
            if (campaign.account.equals(account) && campaign.key.equals(key)) {
                return campaign;
            }
        }
        return null;
    }

    /**
     * Makes room for one more: an account's own that have ended give way, and where the node has no room for an account that has none of these, those of the account that
     * holds the most.
     *
     * @param more octets that it takes
     * @return those that give way; null when there is no room
     */
    @Nullable
    Collection<Campaign> givingWay(String account, long more) {
        List<Campaign> own = of(account);
        int count = own.size();
        long held = octetsByAccount.getOrDefault(account, 0L) + more;
        long all = octets + more;
        Set<Campaign> leaving = new LinkedHashSet<>();
        for (Campaign campaign : own) {
            boolean full = count >= options.keptMax() || held > options.accountOctetsMax() || all > options.octetsMax();
            if (full && campaign.mayBeForgotten()) {
                leaving.add(campaign);
                count--;
                held -= campaign.octets();
                all -= campaign.octets();
            }
        }
        boolean fits = count < options.keptMax() && held <= options.accountOctetsMax();
        return fits && makeRoom(all, leaving) ? leaving : null;
    }

    /** @return those that give way so that the others take no more than they may, as far as they have ended */
    Collection<Campaign> tooMany() {
        Set<Campaign> leaving = new LinkedHashSet<>();
        makeRoom(octets, leaving);
        return leaving;
    }

    /** @return whether there is room enough without those that leave */
    private boolean makeRoom(long all, Set<Campaign> leaving) {
        long left = all;
        while (left > options.octetsMax()) {
            Campaign next = ofWhoHoldsTheMost(leaving);
            if (next == null) {
                return false;
            }
            leaving.add(next);
            left -= next.octets();
        }
        return true;
    }

    private @Nullable Campaign ofWhoHoldsTheMost(Set<Campaign> leaving) {
        Map<String, Long> held = new HashMap<>(octetsByAccount);
        leaving.forEach(campaign -> held.merge(campaign.account, -campaign.octets(), Long::sum));
        Campaign found = null;
        for (Campaign campaign : campaigns.values()) {
            if (campaign.mayBeForgotten()
                    && !leaving.contains(campaign)
                    && (found == null
                            || held.getOrDefault(campaign.account, 0L) > held.getOrDefault(found.account, 0L))) {
                found = campaign;
            }
        }
        return found;
    }
}
