package dev.heliograph.ingress.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A door with a client at it, new for every test, over streams that are kept for all tests of a class: opening a store takes longer than most of them. */
final class OpenDoor implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private Path directory;
    private StoredEvents events;
    private DoorFixture door;
    private RawClient client;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("door");
        events = new StoredEvents(directory);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        open(HttpLimits.DEFAULT);
    }

    private void open(HttpLimits limits) {
        door = new DoorFixture(limits, events.streams);
        client = door.connect();
    }

    /** Closes the door and opens it with other limits. */
    void reopen(HttpLimits limits) {
        closeDoor();
        open(limits);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        closeDoor();
    }

    private void closeDoor() {
        client.close();
        door.close();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        events.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    StoredEvents events() {
        return events;
    }

    DoorFixture door() {
        return door;
    }

    /** A connection that is open already. */
    RawClient client() {
        return client;
    }
}
