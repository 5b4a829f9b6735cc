package dev.memsweep.bench;

import java.util.Locale;

/** Numbers for people: three digits and a letter for the power of a thousand. */
public final class Figures {
    private static final String[] POWERS = {"", " k", " M", " G", " T"};
    private static final double THOUSAND = 1000;

    private Figures() {}

    /** {@code 12.3 M}; a dash for what is no number. */
    public static String shortened(double number) {
        if (Double.isNaN(number)) {
            return "–";
        }
        double rest = number;
        int power = 0;
        while (Math.abs(rest) >= THOUSAND && power < POWERS.length - 1) {
            rest /= THOUSAND;
            power++;
        }
        return threeDigits(rest) + POWERS[power];
    }

    /** A number below a thousand or so: {@code 0.0123}, {@code 1.23}, {@code 123}. */
    public static String threeDigits(double number) {
        double size = Math.abs(number);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
