package dev.heliograph.egress.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Kannel's and Jasmin's users are told of each state, and how a URL is filled. */
class CallbackFormsTest {
    private static final long AT = 1_796_032_800_000L; // 2026-11-30T10:00:00Z
    private static final MessageStatus TAKEN = status(List.of(new Attempt.Part("p 1", MessageState.SENT, 0)));
    private static final MessageStatus NEVER_TAKEN = status(List.of());

    private static MessageStatus status(List<Attempt.Part> parts) {
        return new MessageStatus(
                MessageState.SENT,
                AT,
                List.of(new Attempt(1, "sms-main", MessageState.SENT, AT, AT, parts, null)),
                null);
    }

    private static Event.Receipt receipt(MessageState state, MessageError error) {
        return new Event.Receipt(
                7,
                (3L << 48) + 1,
                null,
                Address.alphanumeric("Demo"),
                Address.international("393331234500"),
                "sms-main",
                state,
                false,
                1,
                AT,
                AT,
                error,
                1,
                "Hello",
                Door.DIALECT,
                null);
    }

    private static CallbackWish wish(CallbackWish.Form form, int level, String url) {
        return new CallbackWish(form, url, level, true, "Demo", "+393331234500", "u", "a", "");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SENT,31,true,8+4",
                "SENT,4,true,4",
                "SENT_FINAL,12,true,8+4",
                "DELIVERED,4,true,-",
                "SENT_FINAL,8,true,8",
                "SENT,1,true,-",
                "DELIVERED,31,true,1",
                "READ,1,true,1",
                "DELIVERED,2,true,-",
                "FAILED,31,true,2",
                "EXPIRED,2,true,2",
                "UNKNOWN,18,true,2",
                "REJECTED,31,false,16",
                "FAILED,19,false,16",
                "FAILED,3,false,2",
                "FAILED,1,false,-",
                "SWITCHING,31,true,-"
            })
    void kannelsTypes(MessageState state, int mask, boolean taken, String type) {
        List<CallbackRequest> requests = KannelCallback.receipts(
                wish(CallbackWish.Form.KANNEL, mask, "http://h/?d=%d"),
                receipt(state, null),
                taken ? TAKEN : NEVER_TAKEN);
        assertThat(requests)
                .extracting(CallbackRequest::url)
                .containsExactlyElementsOf(
                        type == null
                                ? List.of()
                                : Stream.of(type.split("\\+"))
                                        .map(one -> "http://h/?d=" + one)
                                        .toList());
    }

    @Test
    void whatIsLateIsToldToNobody() {
        Event.Receipt late = receipt(MessageState.DELIVERED, null).asLate();
        assertThat(KannelCallback.receipts(wish(CallbackWish.Form.KANNEL, 31, "http://h/"), late, TAKEN))
                .isEmpty();
        assertThat(JasminCallback.receipt(wish(CallbackWish.Form.JASMIN, 3, "http://h/"), late, TAKEN))
                .isNull();
    }

    @Test
    void kannelsEscapeCodes() {
        List<CallbackRequest> requests = KannelCallback.receipts(
                wish(
                        CallbackWish.Form.KANNEL,
                        31,
                        "http://h/%%?p=%p&P=%P&q=%q&t=%t&T=%T&i=%i&F=%F&k=%k&A=%A&o=%o&n=%n&x=%20%z%V&#%#g#p#"),
                receipt(MessageState.FAILED, new MessageError("failed", 11, null)),
                NEVER_TAKEN);
        assertThat(requests).hasSize(1);
        CallbackRequest request = requests.get(0);
        assertThat(request.url())
                .isEqualTo(
                        "http://h/%?p=%2B393331234500&P=Demo&q=%2B393331234500&t=2026-11-30+10:00:00&T=1796032800"
                                + "&i=sms-main&F=&k=NACK%2FESME_RINVDSTADR%2Ffailed&A=NACK%2FESME_RINVDSTADR%2Ffailed&o=a&n=u&x=%20%z&#");
        assertThat(CallbackUrl.parse(request.url()).target()).endsWith("&x=%20%25z&");
    }

    @Test
    void whatTheMessageCentreSaysOfEachType() {
        List<CallbackRequest> requests = KannelCallback.receipts(
                wish(CallbackWish.Form.KANNEL, 12, "http://h/?d=%d&A=%A&F=%F&I=%I"),
                receipt(MessageState.SENT, null),
                TAKEN);
        assertThat(requests)
                .extracting(CallbackRequest::url)
                .containsExactly(
                        "http://h/?d=8&A=ACK%2F&F=p+1&I=m000r000000001",
                        "http://h/?d=4&A=id%3Am000r000000001+sub%3A001+dlvrd%3A000+submit+date%3A2611301000"
                                + "+done+date%3A2611301000+stat%3AACCEPTD+err%3A000+text%3AHello&F=p+1&I=m000r000000001");
    }

    @Test
    void kannelsInbound() {
        Event.Inbound inbound = new Event.Inbound(
                9,
                "sms-main",
                Address.international("393331234567"),
                new Address("12345", 0, 0),
                new Content.Text("VOTE for me & you"),
                "VOTE for me & you",
                AT);
        assertThat(KannelCallback.inbound("http://h/mo?f=%p&t=%P&k=%k&s=%s&r=%r&a=%a&b=%b&d=%d", inbound)
                        .url())
                .isEqualTo("http://h/mo?f=%2B393331234567&t=12345&k=VOTE&s=for&r=me+%26+you&a=VOTE+for+me+%26+you"
                        + "&b=VOTE+for+me+%26+you&d=-1");
        CallbackRequest jasmin = JasminCallback.inbound(
                new Callbacks.Inbound("http://h/mo?a=1", CallbackWish.Form.JASMIN, false), inbound);
        assertThat(jasmin.url())
                .startsWith("http://h/mo?a=1&id=e0000000000009&from=393331234567&to=12345&origin-connector=sms-main")
                .contains("&content=VOTE+for+me+%26+you&binary=0056004f");
        assertThat(jasmin.acknowledgement()).isEqualTo("ACK/Jasmin");
        assertThat(jasmin.url()).doesNotContain("unverified");
        assertThat(KannelCallback.inbound("http://h/mo?D=%D", inbound).url()).isEqualTo("http://h/mo?D=");
    }

    @Test
    void whereNobodyKnowsWhoWroteThatIsSaid() {
        Event.Inbound inbound = new Event.Inbound(
                9,
                "email",
                new Address("ann@example.com", 0, 0),
                new Address("shop@example.com", 0, 0),
                new Content.Text("STOP"),
                "STOP",
                AT,
                InboundContext.NONE.ofStranger());
        assertThat(KannelCallback.inbound("http://h/mo?a=%a&D=%D", inbound).url())
                .isEqualTo("http://h/mo?a=STOP&D=%3Fheliograph%3Funverified%3Dtrue%26");
        assertThat(JasminCallback.inbound(
                                new Callbacks.Inbound("http://h/mo", CallbackWish.Form.JASMIN, false), inbound)
                        .url())
                .contains("&unverified=true&");
    }

    @Test
    void kannelsInboundOfOctets() {
        Event.Inbound inbound = new Event.Inbound(
                9,
                "sms-main",
                Address.international("393331234567"),
                new Address("12345", 0, 0),
                new Content.Sms("", 0x40, 0, 0, 4, new byte[] {2, 0x70, 0, (byte) 0xFF, 0x41}, new byte[0]),
                "",
                AT);
        assertThat(KannelCallback.inbound("http://h/mo?u=%u&b=%b&c=%c&C=%C&O=%O&m=%m&a=%a", inbound)
                        .url())
                .isEqualTo("http://h/mo?u=%02%70%00&b=%FF%41&c=1&C=8-BIT&O=04&m=-1&a=");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SENT,1,true,1:ESME_ROK",
                "SENT,3,true,1:ESME_ROK",
                "SENT,2,true,-",
                "DELIVERED,3,true,2:DELIVRD",
                "DELIVERED,1,true,-",
                "FAILED,2,true,2:UNDELIV",
                "EXPIRED,3,true,2:EXPIRED",
                "REJECTED,1,false,1:ESME_RINVDSTADR",
                "REJECTED,3,false,1:ESME_RINVDSTADR",
                "REJECTED,2,false,2:REJECTD"
            })
    void jasminsLevels(MessageState state, int level, boolean taken, String expected) {
        CallbackRequest request = JasminCallback.receipt(
                wish(CallbackWish.Form.JASMIN, level, "http://h/"),
                receipt(state, taken ? null : new MessageError("rejected", 11, null)),
                taken ? TAKEN : NEVER_TAKEN);
        String told =
                request == null ? null : request.form().replaceAll(".*level=(\\d)&message_status=(\\w+)&.*", "$1:$2");
        assertThat(told).isEqualTo(expected);
    }

    @Test
    void aWishIsReadFromTheNotesThatItMade() {
        CallbackWish wish = wish(CallbackWish.Form.JASMIN, 3, "https://h/x?y");
        assertThat(CallbackWish.of(wish.notes())).isEqualTo(wish);
        assertThat(CallbackWish.of(java.util.Map.of())).isNull();
    }

    @Test
    void urlsAsOldClientsWriteThem() {
        assertThat(CallbackUrl.parse("HTTPS://u:p@my_host:8443?a=b c\u00e9#f"))
                .isEqualTo(new CallbackUrl(true, "my_host", 8443, "/?a=b%20c%C3%A9", "Basic dTpw"));
        assertThat(CallbackUrl.parse("http://[::1]:81/x")).isEqualTo(new CallbackUrl(false, "::1", 81, "/x", null));
        assertThat(CallbackUrl.parse("http://h\r\nX: y/")).isNull();
        assertThat(CallbackUrl.parse("http://h/\r\nX: y").target()).isEqualTo("/%0D%0AX:%20y");
        assertThat(CallbackUrl.parse("ftp://h/")).isNull();
        assertThat(CallbackUrl.parse("http://h:99999/")).isNull();
        assertThat(CallbackUrl.parse("http:///x")).isNull();
    }
}
