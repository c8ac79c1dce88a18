package dev.heliograph.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    /** A key whose hash collides with every eighth other one's. */
    private record Key(int id) {
        @Override
        public int hashCode() {
            return id % 8;
        }
    }

    @Test
    void behavesAsAMapEvenWhenHashesCollide() {
        var random = new Random(42);
        var table = new FlowTable<String>();
        Map<Key, AccountFlow<String>> model = new HashMap<>();
        for (int step = 0; step < 50_000; step++) {
            var key = new Key(random.nextInt(100));
            AccountFlow<String> flow = table.get(key);
            assertThat(flow).isSameAs(model.get(key));
            if (flow != null) {
                table.remove(flow);
                model.remove(key);
            } else {
                var entering = new AccountFlow<String>();
                entering.begin(key);
                table.put(entering);
                model.put(key, entering);
            }
        }
        model.forEach((key, flow) -> assertThat(table.get(key)).isSameAs(flow));
    }
}
