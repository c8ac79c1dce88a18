package dev.heliograph.content;

/** Hears what is wrong with a content. */
@FunctionalInterface
public interface ContentFaults {
    /**
     * @param pointer JSON pointer to the faulty value, beginning where the reader was told that the content lies
     * @param detail what is wrong and what would be right
     */
    void add(String pointer, String detail);
}
