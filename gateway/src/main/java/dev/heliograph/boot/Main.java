package dev.heliograph.boot;

/** The program's entry point. */
public final class Main {
    private Main() {}

    /** @param args the command line */
    public static void main(String[] args) {
        System.out.println("heliograph");
    }
}
