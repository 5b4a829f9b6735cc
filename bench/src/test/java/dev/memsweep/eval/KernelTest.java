package dev.memsweep.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelTest {
    private static final Map<String, Class<?>> CLASSES = Map.of(
            "LONG", LongKernels.class,
            "REAL", RealKernels.class,
            "FLAG", FlagKernels.class,
            "CHECK", FaultChecks.class);

    @Test
    void everyKernelIsMeasured() {
        List<String> measured = Arrays.stream(Kernel.values()).map(Enum::name).toList();
        CLASSES.forEach((prefix, type) -> {
            for (Method method : type.getDeclaredMethods()) {
                if (!Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()) {
                    assertThat(measured).contains(prefix + "_" + upperSnake(method.getName()));
                }
            }
        });
    }

    private static String upperSnake(String camel) {
        return camel.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    /** A kernel that met a value without a result would be measured on a path that no sweep takes. */
    @ParameterizedTest
    @EnumSource
    void operandsHaveValues(Kernel kernel) {
        Operands operands = new Operands();
        kernel.run(operands);
        assertThat(DoubleStream.of(operands.outReals).allMatch(Double::isFinite))
                .isTrue();
        if (kernel == Kernel.CHECK_DIVIDE || kernel == Kernel.CHECK_NEGATE || kernel == Kernel.CHECK_NOT_WHOLE) {
            assertThat(operands.fault).isFalse();
        }
    }
}
