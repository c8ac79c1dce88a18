package dev.heliograph.boot;

import dev.heliograph.boot.config.ChannelFactory;
import dev.heliograph.boot.config.ConfigurationReader;
import dev.heliograph.boot.config.Section;
import dev.heliograph.channel.apple.Apple;
import dev.heliograph.channel.email.MailChannel;
import dev.heliograph.channel.line.Line;
import dev.heliograph.channel.messenger.Instagram;
import dev.heliograph.channel.messenger.Messenger;
import dev.heliograph.channel.rcs.Maap;
import dev.heliograph.channel.rcs.Rbm;
import dev.heliograph.channel.telegram.Telegram;
import dev.heliograph.channel.viber.ViberBot;
import dev.heliograph.channel.viber.ViberBusiness;
import dev.heliograph.channel.voice.CmVoice;
import dev.heliograph.channel.voice.TwilioVoice;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.wechat.WeChat;
import dev.heliograph.channel.whatsapp.WhatsApp;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of channel there are, one row each: its name in the file, and how it reads its own keys. */
final class ChannelKinds {
    /** Those whose provider has an HTTP API. */
    static final List<ProviderKind> PROVIDERS = List.of(
            Apple.KIND,
            Instagram.KIND,
            Line.KIND,
            Messenger.KIND,
            Maap.PLUS_MESSAGE,
            Rbm.KIND,
            Maap.KIND,
            Telegram.KIND,
            ViberBusiness.KIND,
            ViberBot.KIND,
            CmVoice.KIND,
            TwilioVoice.KIND,
            WeChat.KIND,
            WhatsApp.KIND);

    private static final Map<String, Function<Section, ChannelFactory>> ROWS = rows();

    private ChannelKinds() {}

    private static Map<String, Function<Section, ChannelFactory>> rows() {
        Map<String, Function<Section, ChannelFactory>> rows = new TreeMap<>();
        rows.put("smpp", SmppChannelFactory::read);
        rows.put(MailChannel.KIND, MailChannelFactory::read);
        for (ProviderKind kind : PROVIDERS) {
            if (rows.put(kind.name(), section -> WebChannelFactory.read(kind, section)) != null) {
                throw new IllegalStateException("two kinds are called " + kind.name());
            }
        }
        return rows;
    }

    /** @return a reader that knows every kind and takes {@code ${NAME}} from the process's environment */
    static ConfigurationReader reader() {
        return reader(System::getenv);
    }

    static ConfigurationReader reader(Function<String, @Nullable String> environment) {
        return new ConfigurationReader(ROWS, environment);
    }
}
