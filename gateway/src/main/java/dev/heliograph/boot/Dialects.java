package dev.heliograph.boot;

import dev.heliograph.admission.Admission;
import dev.heliograph.ingress.http.Mount;
import dev.heliograph.ingress.http.dialect.Dialect;
import dev.heliograph.ingress.http.dialect.DialectHandler;
import dev.heliograph.ingress.http.dialect.DialectLoop;
import dev.heliograph.ingress.http.dialect.DialectName;
import dev.heliograph.ingress.http.dialect.cm.CmMessages;
import dev.heliograph.ingress.http.dialect.jasmin.JasminPing;
import dev.heliograph.ingress.http.dialect.jasmin.JasminQuestion;
import dev.heliograph.ingress.http.dialect.jasmin.JasminSend;
import dev.heliograph.ingress.http.dialect.kannel.KannelSendSms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ways in of other gateways: one row a path. */
final class Dialects {
    private Dialects() {}

    /** @return the paths of these dialects, for one instance of the HTTP door and so for one loop */
    static List<Mount> mounts(List<DialectName> names, Admission admission, Core core) {
        DialectLoop loop = new DialectLoop(
                admission, core.accounts(), core.gate().pressure(), core.wallMillis(), System::nanoTime);
        List<Mount> mounts = new ArrayList<>();
        for (DialectName name : names) {
            paths(name).forEach((path, dialect) -> mounts.add(new Mount(path, new DialectHandler(loop, dialect))));
        }
        return mounts;
    }

    private static Map<String, Dialect> paths(DialectName name) {
        Map<String, Dialect> paths = new LinkedHashMap<>();
        switch (name) {
            case CM -> paths.put(CmMessages.PATH, new CmMessages());
            case KANNEL -> paths.put(KannelSendSms.PATH, new KannelSendSms());
            case JASMIN -> {
                paths.put(JasminSend.PATH, new JasminSend());
                paths.put(JasminPing.PATH, new JasminPing());
                paths.put(JasminQuestion.RATE, new JasminQuestion(JasminQuestion.RATE));
                paths.put(JasminQuestion.BALANCE, new JasminQuestion(JasminQuestion.BALANCE));
            }
        }
        return paths;
    }
}
