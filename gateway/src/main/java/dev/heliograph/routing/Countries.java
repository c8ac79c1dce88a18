package dev.heliograph.routing;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The country of a number. Asking the numbering plans takes tens of microseconds, so the answer is kept by the first digits, which decide it: seven are enough to
 * tell the countries that share a code (+1, +7, +44 ...) apart.
 */
public final class Countries {
    private static final int DECISIVE_DIGITS = 7;

    /** Prefixes remembered, about 100 octets each; past it they are looked up each time. */
    private static final int REMEMBERED_MAX = 200_000;

    private static final ConcurrentHashMap<String, String> byPrefix = new ConcurrentHashMap<>();

    private Countries() {}

    /** @return the ISO 3166 code in upper case, or {@code ZZ} when the number belongs to none */
    public static String of(String digits) {
        if (digits.length() <= DECISIVE_DIGITS) {
            return "ZZ";
        }
        String prefix = digits.substring(0, DECISIVE_DIGITS);
        String known = byPrefix.get(prefix);
        if (known != null) {
            return known;
        }
        String found = lookUp(digits);
        if (byPrefix.size() < REMEMBERED_MAX) {
            byPrefix.put(prefix, found);
        }
        return found;
    }

    private static String lookUp(String digits) {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        for (int length = 1; length <= 3; length++) {
            int code = Integer.parseInt(digits.substring(0, length));
            if (plans.getSupportedCallingCodes().contains(code)) {
                PhoneNumber number = new PhoneNumber()
                        .setCountryCode(code)
                        .setNationalNumber(Long.parseLong(digits.substring(length)));
                String region = plans.getRegionCodeForNumber(number);
                return region != null ? region : plans.getRegionCodeForCountryCode(code);
            }
        }
        return "ZZ";
    }
}
