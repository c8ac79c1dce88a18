package dev.heliograph.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KannelFileTest {
    @TempDir
    private Path directory;

    @Test
    void everySessionIsAnAccountOfItsOwnSoThatAReceiptComesBackByItsSession() {
        assertThat(of(KannelFile.Store.file, 3).lines().filter(line -> line.startsWith("smsc-username")))
                .containsExactly("smsc-username = gw0", "smsc-username = gw1", "smsc-username = gw2");
    }

    @Test
    void groupsAreSetApartByEmptyLinesAndHaveNoneWithin() {
        String[] groups = of(KannelFile.Store.spool, 2).split("\n\n");
        assertThat(groups).hasSize(5).allMatch(group -> group.startsWith("group = "));
        assertThat(groups[0]).contains("store-type = spool", "store-location = " + directory.resolve("spool"));
    }

    @Test
    void kannelThatIsNotThereSaysHowToGetIt() {
        assertThatThrownBy(() -> Kannel.program("bearerbox", List.of(directory.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bearerbox is not installed")
                .hasMessageContaining("apt-get install kannel");
    }

    private String of(KannelFile.Store store, int sessions) {
        return KannelFile.of(directory, new Kannel.Ports(1, 2, 3), 4, store, sessions, 5);
    }
}
