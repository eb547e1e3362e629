package com.compareintel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.compareintel.app.wiring.Settings;
import com.compareintel.app.wiring.WrongSetting;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LogFormatTest {
    @Test
    void people_get_text_and_machines_json_unless_told_otherwise() {
        assertThat(LogFormat.read(Settings.of(Map.of()), true)).isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.read(Settings.of(Map.of()), false)).isEqualTo(LogFormat.JSON);
        assertThat(LogFormat.read(Settings.of(Map.of("LOG_FORMAT", "text")), false))
                .isEqualTo(LogFormat.TEXT);
        assertThat(LogFormat.read(Settings.of(Map.of("LOG_FORMAT", "JSON")), true))
                .isEqualTo(LogFormat.JSON);
    }

    @Test
    void other_formats_and_levels_are_refused_by_name() {
        assertThatThrownBy(() -> LogFormat.read(Settings.of(Map.of("LOG_FORMAT", "xml")), true))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("LOG_FORMAT: must be text or json");
        assertThatThrownBy(() -> LogFormat.level(Settings.of(Map.of("LOG_LEVEL", "loud"))))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("LOG_LEVEL: ");
    }
}
