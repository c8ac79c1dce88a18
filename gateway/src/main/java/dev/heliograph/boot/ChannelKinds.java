package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelFactory;
import dev.heliograph.boot.config.ConfigurationReader;
import dev.heliograph.boot.config.Section;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of channel there are, one row each: its name in the file, and how it reads its own keys. */
final class ChannelKinds {
    private static final Map<String, Function<Section, ChannelFactory>> ROWS =
            new TreeMap<>(Map.of("smpp", SmppChannelFactory::read));

    private ChannelKinds() {}

    /** @return a reader that knows every kind and takes {@code ${NAME}} from the process's environment */
    static ConfigurationReader reader() {
        return reader(System::getenv);
    }

    static ConfigurationReader reader(Function<String, @Nullable String> environment) {
        return new ConfigurationReader(ROWS, environment);
    }
}
