package dev.heliograph.ingress.http.dialect.kannel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.ingress.http.dialect.Parameters;
import dev.heliograph.message.Content;
import dev.heliograph.message.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sendsms's parameters mean. */
class KannelMessageTest {
    private static KannelMessage.Reading read(String query) {
        return KannelMessage.read(Parameters.of(query), "demo", 1_000_000);
    }

    private static Content content(String query) {
        KannelMessage message = read(query).message();
        assertThat(message).as(read(query).fault()).isNotNull();
        return message.content();
    }

    @ParameterizedTest
    @CsvSource({
        "text=Hello+there,Hello there", "text=Gr%C3%BC%C3%9Fe,Gr\u00fc\u00dfe", "text=Gr%FC%DFe,Gr\u00fc\u00dfe",
        "text=%A4&charset=ISO-8859-15,\u20ac", "text=%04%1F&coding=2,\u041f",
                "text=%D0%9F&coding=2&charset=UTF-8,\u041f"
    })
    void plainTextIsAText(String query, String text) {
        assertThat(content(query)).isEqualTo(new Content.Text(text));
    }

    @ParameterizedTest
    @CsvSource({
        "text=Hi&mclass=0,0x10,0",
        "text=Hi&mclass=0&alt-dcs=1,0xF0,0",
        "text=%04%1F&coding=2&mclass=1,0x19,0",
        "text=%00&coding=1,0x04,0",
        "text=&mwi=0,0xC8,0",
        "text=Hi&mwi=1,0xD9,0",
        "text=Hi&mwi=5,0xC1,0",
        "text=x&udh=%06%05%04%15%82%00%00,0x04,64",
        "text=x&udh=%00&coding=0,0x00,64",
        "text=,0x00,0"
    })
    void whateverAsksForMoreOfAnSmsIsOctets(String query, String dataCoding, int esmClass) {
        Content.Sms sms = (Content.Sms) content(query);
        assertThat(sms.dataCoding()).isEqualTo(Integer.decode(dataCoding));
        assertThat(sms.esmClass()).isEqualTo(esmClass);
    }

    @ParameterizedTest
    @CsvSource({
        "udh=%05%00,UDH",
        "mclass=4,MClass",
        "coding=3,Coding",
        "mwi=8,MWI",
        "pid=256,PID",
        "priority=4,Priority",
        "dlr-mask=64,DLR-Mask",
        "validity=-2,Validity",
        "validity=5&deferred=5,Validity",
        "deferred=-2,Deferred",
        "dlr-url=x,DLR-URL",
        "compress=1,Compress"
    })
    void eachFaultHasKannelsWords(String query, String field) {
        assertThat(read("text=Hi&" + query).fault())
                .startsWith(field + " field misformed")
                .endsWith("rejected");
        assertThat(read("text=Hi&meta-data=%3Fsmpp%3Fa%3Db").fault())
                .startsWith("Meta-data")
                .endsWith("rejected");
        assertThat(read("text=Hi&charset=none").fault()).isEqualTo("Charset or body misformed, rejected");
    }

    @Test
    void timesPriorityAndCallback() {
        KannelMessage message =
                read("text=Hi&validity=30&deferred=10&priority=3&dlrmask=3&dlrurl=http://h/%25d&smsc=sms")
                        .message();
        assertThat(message.sendAtMillis()).isEqualTo(1_600_000);
        assertThat(message.validityMillis()).isEqualTo(1_200_000);
        assertThat(message.priority()).isEqualTo(Priority.OTP);
        assertThat(message.smsc()).isEqualTo("sms");
        assertThat(message.callback().level()).isEqualTo(3);
        assertThat(message.callback().url()).isEqualTo("http://h/%d");
        assertThat(read("text=Hi&dlr-mask=3").message().callback()).isNull();
    }
}
