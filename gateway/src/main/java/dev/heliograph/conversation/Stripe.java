package dev.heliograph.conversation;

import java.util.List;

/** Words about some people, whose addresses share it. Its lock guards all of it, and what is heard of these people. */
final class Stripe {
    private int changes;
    private int underWay;

    /** A word that counts and is not durable yet; to be run once it is. */
    final class Word implements Runnable {
        private final Runnable heard;
        private boolean over;

        private Word(Runnable heard) {
            this.heard = heard;
            changes++;
            underWay++;
        }

        @Override
        public void run() {
            synchronized (Stripe.this) {
                heard.run();
                end();
            }
        }

        private void end() {
            if (!over) {
                over = true;
                underWay--;
            }
        }
    }

    /** @return words that have begun to change something */
    int changes() {
        return changes;
    }

    /** @return whether some of them are not durable yet */
    boolean isUnderWay() {
        return underWay > 0;
    }

    /**
     * A word counts from here on. With the lock, which is kept until its row is on its way to the disk.
     *
     * @param heard what is left to do once it is durable
     */
    Word begin(Runnable heard) {
        return new Word(heard);
    }

    /** With the lock. Words that cannot be handed over keep nobody waiting: whoever left has left as long as this process runs, whoever is back is not. */
    void handOver(List<Word> words, Runnable handing) {
        boolean handed = false;
        try {
            handing.run();
            handed = true;
        } finally {
            if (!handed) {
                words.forEach(Word::end);
            }
        }
    }
}
