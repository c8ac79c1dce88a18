package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTableTest {
    private final StatusTable table = new StatusTable(Map.of(0x411, Failure.QUOTA, 0x0B, Failure.BLOCKED));

    @ParameterizedTest
    @CsvSource({
        "0x58, THROTTLED",
        "0x14, THROTTLED",
        "0x08, TRANSIENT",
        "0x64, TRANSIENT",
        "0x50, NOT_REACHABLE",
        "0x0A, REJECTED",
        "0x0E, AUTH",
        "0x03, CONTENT_INVALID",
        "0xC2, CONTENT_INVALID",
        "0x104, CONTENT_INVALID",
        "0x103, POLICY",
        "0xFE, FAILED",
        "0x4FF, FAILED",
        "0x411, QUOTA",
        "0x0B, BLOCKED",
    })
    void classesOfRefusals(String status, Failure failure) {
        assertThat(table.failure(Integer.decode(status), 1)).isEqualTo(failure);
    }

    @Test
    void aFailedSubmitIsTriedOnceMore() {
        assertThat(table.failure(0x45, 1)).isEqualTo(Failure.TRANSIENT);
        assertThat(table.failure(0x45, 2)).isEqualTo(Failure.FAILED);
    }

    @Test
    void wrongCredentialsAreNoPassingFault() {
        assertThat(StatusTable.isAuthentication(0x0D)).isTrue();
        assertThat(StatusTable.isAuthentication(0x0F)).isTrue();
        assertThat(StatusTable.isAuthentication(0x08)).isFalse();
    }
}
