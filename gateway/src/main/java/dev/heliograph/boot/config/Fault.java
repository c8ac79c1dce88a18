package dev.heliograph.boot.config;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param file as the operator named it
 * @param line from 1
 * @param path keys from the root, joined by dots; empty for the file as a whole
 * @param found what is there, never a secret's value
 * @param allowed what would be right
 */
public record Fault(String file, int line, String path, String found, String allowed) {
    /** @return the one line that an operator sees */
    @Override
    public String toString() {
        String where = path.isEmpty() ? "" : path + ": ";
        return file + ":" + line + ": " + where + "found " + found + "; allowed: " + allowed;
    }
}
