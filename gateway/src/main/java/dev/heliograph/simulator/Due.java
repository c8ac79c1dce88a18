package dev.heliograph.simulator;

/** Something that the stand-in does later. */
abstract class Due extends TimingWheel.Entry<Due> {
    abstract void run();
}
