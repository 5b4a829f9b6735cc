package dev.memsweep.eval;

import static dev.memsweep.eval.Operands.LANES;

import java.util.function.Consumer;

/** The kernels, each with operands on which it has a value; {@code SCALAR} where the second operand is one number. */
public enum Kernel {
    LONG_ADD(o -> LongKernels.add(o.longs, o.divisors, 1, o.outLongs, LANES)),
    LONG_ADD_SCALAR(o -> LongKernels.add(o.longs, o.longScalar, 0, o.outLongs, LANES)),
    LONG_MULTIPLY(o -> LongKernels.multiply(o.longs, o.divisors, 1, o.outLongs, LANES)),
    LONG_MULTIPLY_SCALAR(o -> LongKernels.multiply(o.longs, o.longScalar, 0, o.outLongs, LANES)),
    LONG_MIN(o -> LongKernels.min(o.longs, o.divisors, 1, o.outLongs, LANES)),
    LONG_MIN_SCALAR(o -> LongKernels.min(o.longs, o.longScalar, 0, o.outLongs, LANES)),
    LONG_MAX(o -> LongKernels.max(o.longs, o.divisors, 1, o.outLongs, LANES)),
    LONG_MAX_SCALAR(o -> LongKernels.max(o.longs, o.longScalar, 0, o.outLongs, LANES)),
    LONG_SUBTRACT(o -> LongKernels.subtract(o.longs, 1, o.divisors, 1, o.outLongs, LANES)),
    LONG_EQUAL(o -> LongKernels.equal(o.longs, o.divisors, 1, o.outFlags, LANES)),
    LONG_NOT_EQUAL(o -> LongKernels.notEqual(o.longs, o.divisors, 1, o.outFlags, LANES)),
    LONG_LESS(o -> LongKernels.less(o.longs, 1, o.divisors, 1, o.outFlags, LANES)),
    LONG_LESS_SCALAR(o -> LongKernels.less(o.longs, 1, o.longScalar, 0, o.outFlags, LANES)),
    LONG_LESS_EQUAL(o -> LongKernels.lessEqual(o.longs, 1, o.divisors, 1, o.outFlags, LANES)),
    LONG_LESS_EQUAL_SCALAR(o -> LongKernels.lessEqual(o.longs, 1, o.longScalar, 0, o.outFlags, LANES)),
    LONG_NEGATE(o -> LongKernels.negate(o.longs, o.outLongs, LANES)),
    LONG_ABS(o -> LongKernels.abs(o.longs, o.outLongs, LANES)),
    LONG_TO_REAL(o -> LongKernels.toReal(o.longs, o.outReals, LANES)),
    LONG_DIVIDE(o -> LongKernels.divide(o.longs, 1, o.divisors, 1, o.outLongs, LANES)),
    LONG_REMAINDER(o -> LongKernels.remainder(o.longs, 1, o.divisors, 1, o.outLongs, LANES)),
    LONG_SELECT(o -> LongKernels.select(o.flags, 1, o.longs, 1, o.divisors, 1, o.outLongs, LANES)),
    REAL_ADD(o -> RealKernels.add(o.reals, o.factors, 1, o.outReals, LANES)),
    REAL_MULTIPLY(o -> RealKernels.multiply(o.reals, o.factors, 1, o.outReals, LANES)),
    REAL_MIN(o -> RealKernels.min(o.reals, o.factors, 1, o.outReals, LANES)),
    REAL_MAX(o -> RealKernels.max(o.reals, o.factors, 1, o.outReals, LANES)),
    REAL_MULTIPLY_SCALAR(o -> RealKernels.multiply(o.reals, o.realScalar, 0, o.outReals, LANES)),
    REAL_SUBTRACT(o -> RealKernels.subtract(o.reals, 1, o.factors, 1, o.outReals, LANES)),
    REAL_DIVIDE(o -> RealKernels.divide(o.reals, 1, o.factors, 1, o.outReals, LANES)),
    REAL_POWER(o -> RealKernels.power(o.factors, 1, o.factors, 1, o.outReals, LANES)),
    REAL_DIVIDE_SCALAR(o -> RealKernels.divide(o.reals, 1, o.realScalar, 0, o.outReals, LANES)),
    REAL_EQUAL(o -> RealKernels.equal(o.reals, o.factors, 1, o.outFlags, LANES)),
    REAL_NOT_EQUAL(o -> RealKernels.notEqual(o.reals, o.factors, 1, o.outFlags, LANES)),
    REAL_LESS(o -> RealKernels.less(o.reals, 1, o.factors, 1, o.outFlags, LANES)),
    REAL_LESS_EQUAL(o -> RealKernels.lessEqual(o.reals, 1, o.factors, 1, o.outFlags, LANES)),
    REAL_NEGATE(o -> RealKernels.negate(o.reals, o.outReals, LANES)),
    REAL_ABS(o -> RealKernels.abs(o.reals, o.outReals, LANES)),
    REAL_SQRT(o -> RealKernels.sqrt(o.reals, o.outReals, LANES)),
    REAL_LOG2(o -> RealKernels.log2(o.reals, o.outReals, LANES)),
    REAL_FLOOR(o -> RealKernels.floor(o.reals, o.outLongs, LANES)),
    REAL_CEIL(o -> RealKernels.ceil(o.reals, o.outLongs, LANES)),
    REAL_ROUND(o -> RealKernels.round(o.reals, o.outLongs, LANES)),
    REAL_SELECT(o -> RealKernels.select(o.flags, 1, o.reals, 1, o.factors, 1, o.outReals, LANES)),
    FLAG_AND(o -> FlagKernels.and(o.flags, o.otherFlags, 1, o.outFlags, LANES)),
    FLAG_OR(o -> FlagKernels.or(o.flags, o.otherFlags, 1, o.outFlags, LANES)),
    FLAG_EQUAL(o -> FlagKernels.equal(o.flags, o.otherFlags, 1, o.outFlags, LANES)),
    FLAG_NOT_EQUAL(o -> FlagKernels.notEqual(o.flags, o.otherFlags, 1, o.outFlags, LANES)),
    FLAG_NOT(o -> FlagKernels.not(o.flags, o.outFlags, LANES)),
    FLAG_SELECT(o -> FlagKernels.select(o.flags, 1, o.otherFlags, 1, o.flagScalar, 0, o.outFlags, LANES)),
    CHECK_ADD(o -> o.fault = FaultChecks.add(o.longs, 1, o.divisors, 1, o.outLongs, LANES)),
    CHECK_SUBTRACT(o -> o.fault = FaultChecks.subtract(o.longs, 1, o.divisors, 1, o.outLongs, LANES)),
    CHECK_MULTIPLY(o -> o.fault = FaultChecks.multiply(o.longs, 1, o.divisors, 1, o.outLongs, LANES)),
    CHECK_DIVIDE(o -> o.fault = FaultChecks.divide(o.longs, 1, o.divisors, 1, LANES)),
    CHECK_NEGATE(o -> o.fault = FaultChecks.negate(o.longs, LANES)),
    CHECK_NOT_FINITE(o -> o.fault = FaultChecks.notFinite(o.reals, LANES)),
    CHECK_NOT_WHOLE(o -> o.fault = FaultChecks.notWhole(o.reals, LANES));

    @SuppressWarnings("ImmutableEnumChecker") // a kernel changes nothing but its operands
    private final Consumer<Operands> call;

    Kernel(Consumer<Operands> call) {
        this.call = call;
    }

    /** Runs the kernel once over all lanes. */
    void run(Operands operands) {
        call.accept(operands);
    }
}
