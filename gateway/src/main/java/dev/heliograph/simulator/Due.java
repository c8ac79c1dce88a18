package dev.heliograph.simulator;

/** Something that the stand-in does later. */
abstract class Due {
    abstract void run();
}
