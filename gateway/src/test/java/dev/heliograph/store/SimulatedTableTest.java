package dev.heliograph.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulatedTableTest {
    private final SimulatedTable table = new SimulatedTable();
    private final TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);

    @Test
    void isASortedMap() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] key = new byte[random.nextInt(20)];
            for (int at = 0; at < key.length; at++) {
                key[at] = (byte) (random.nextInt(3) - 1);
            }
            byte[] value = {(byte) i};
            switch (random.nextInt(3)) {
                case 0 -> assertThat(table.remove(key)).isEqualTo(expected.remove(key));
                case 1 -> assertThat(table.get(key)).isEqualTo(expected.get(key));
                default -> assertThat(table.put(key, value)).isEqualTo(expected.put(key, value));
            }
            if (random.nextInt(100) == 0) {
                assertSame();
            }
        }
        assertSame();
    }

    private void assertSame() {
        List<String> held = new ArrayList<>();
        table.forEach((key, value) -> held.add(Keys.hex(key) + " " + Keys.hex(value)));
        List<String> wanted = new ArrayList<>();
        expected.forEach((key, value) -> wanted.add(Keys.hex(key) + " " + Keys.hex(value)));
        assertThat(held).isEqualTo(wanted);
        assertThat(table.size()).isEqualTo(expected.size());
    }
}
