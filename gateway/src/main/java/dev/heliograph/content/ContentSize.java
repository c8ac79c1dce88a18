package dev.heliograph.content;

import dev.heliograph.message.Content;
import dev.heliograph.message.Element;

/** How much memory content holds, about: what bounds on memory count. */
public final class ContentSize {
    /** Records, lists and references of a rich content beside its words. */
    private static final int RICH_OCTETS = 1_000;

    private ContentSize() {}

    /** @return octets of heap, about, without the objects that every message has */
    public static int octets(Content content) {
        if (content instanceof Content.Text text) {
            return 2 * text.text().length();
        }
        if (content instanceof Content.Sms sms) {
            return sms.userData().length + sms.tlvs().length;
        }
        Content.Rich rich = (Content.Rich) content;
        String fallback = rich.fallbackText();
        int units = PlainText.of(rich.element()).length() + (fallback == null ? 0 : fallback.length());
        for (String own : rich.overrides().values()) {
            units += own.length();
        }
        if (rich.element() instanceof Element.Template template) {
            String header = template.headerText();
            units += header == null ? 0 : header.length();
            for (String text : template.body()) {
                units += text.length();
            }
        }
        return RICH_OCTETS + 2 * units;
    }
}
