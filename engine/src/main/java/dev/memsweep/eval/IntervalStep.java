package dev.memsweep.eval;

import dev.memsweep.plan.Instruction;
import dev.memsweep.plan.Interval;
import dev.memsweep.plan.Operation;
import dev.memsweep.plan.Tiling;

/** One step of the {@link Intervals}: an instruction with the intervals it reads and writes. */
abstract class IntervalStep {
    /** Computes the interval anew, when the level that this is a step of is narrowed to {@code [from, to)}. */
    abstract void narrow(int from, int to);

    /** The values of an axis column at the positions of a level. */
    static final class Loaded extends IntervalStep {
        private final AxisRanges ranges;
        private final int positionsOfStep;
        private final Interval out;

        Loaded(AxisRanges ranges, Tiling tiling, int level, Interval out) {
            this.ranges = ranges;
            this.positionsOfStep = level < tiling.tileAxis() ? 1 : tiling.blockPositions();
            this.out = out;
        }

        @Override
        void narrow(int from, int to) {
            ranges.over(from * positionsOfStep, Math.min(to * positionsOfStep, ranges.size()), out);
        }
    }

    /** What an operation gives. */
    static final class Computed extends IntervalStep {
        private final Operation operation;
        private final boolean checked;
        private final Interval a;
        private final Interval b;
        private final Interval c;
        private final Interval out;

        /**
         * @param slots interval by slot; those of the operands are computed before
         */
        Computed(Instruction instruction, Interval[] slots) {
            operation = instruction.operation();
            checked = instruction.check() >= 0;
            a = slots[instruction.first()];
            b = instruction.second() < 0 ? a : slots[instruction.second()];
            c = instruction.third() < 0 ? b : slots[instruction.third()];
            out = slots[instruction.out()];
        }

        @Override
        void narrow(int from, int to) {
            if (!a.certain()) {
                out.setUncertain();
                return;
            }
            switch (operation) {
                case LONG_SELECT, REAL_SELECT, FLAG_SELECT -> select();
                case FLAG_AND -> and();
                case FLAG_OR -> or();
                default -> {
                    if (b.certain()) {
                        compute();
                    } else {
                        out.setUncertain();
                    }
                }
            }
        }

        private void select() {
            if (a.low() == 1) {
                out.set(b);
            } else if (a.high() == 0) {
                out.set(c);
            } else if (b.certain() && c.certain()) {
                out.union(b, c);
            } else {
                out.setUncertain();
            }
        }

        private void and() {
            if (a.high() == 0) {
                out.set(0, 0);
            } else if (b.certain()) {
                out.min(a, b);
            } else {
                out.setUncertain();
            }
        }

        private void or() {
            if (a.low() == 1) {
                out.set(1, 1);
            } else if (b.certain()) {
                out.max(a, b);
            } else {
                out.setUncertain();
            }
        }

        private void compute() {
            switch (operation) {
                case LONG_ADD -> whole(out.plus(a, b));
                case LONG_SUBTRACT -> whole(out.minus(a, b));
                case LONG_MULTIPLY -> whole(out.times(a, b));
                case LONG_DIVIDE -> whole(b.contains(0) ? out.setUncertain() : out.truncatedOver(a, b));
                case LONG_REMAINDER -> whole(b.contains(0) ? out.setUncertain() : out.remainder(a, b));
                case LONG_MIN, REAL_MIN -> out.min(a, b);
                case LONG_MAX, REAL_MAX -> out.max(a, b);
                case LONG_NEGATE -> whole(out.negated(a));
                case LONG_ABS -> whole(out.magnitude(a));
                case LONG_TO_REAL -> out.set(a);
                case REAL_ADD -> real(out.plus(a, b));
                case REAL_SUBTRACT -> real(out.minus(a, b));
                case REAL_MULTIPLY -> real(out.times(a, b));
                case REAL_DIVIDE -> real(out.over(a, b));
                case REAL_POWER -> real(out.power(a, b));
                case REAL_NEGATE -> out.negated(a);
                case REAL_ABS -> out.magnitude(a);
                case REAL_SQRT -> real(out.squareRoot(a));
                case REAL_LOG2 -> real(out.log2(a));
                case REAL_FLOOR -> whole(out.floor(a));
                case REAL_CEIL -> whole(out.ceil(a));
                case REAL_ROUND -> whole(out.rounded(a));
                case LONG_EQUAL, REAL_EQUAL, FLAG_EQUAL -> equal();
                case LONG_NOT_EQUAL, REAL_NOT_EQUAL, FLAG_NOT_EQUAL -> {
                    equal();
                    negate();
                }
                case LONG_LESS, REAL_LESS -> {
                    lessEqual(b, a);
                    negate();
                }
                case LONG_LESS_EQUAL, REAL_LESS_EQUAL -> lessEqual(a, b);
                case FLAG_NOT -> {
                    out.set(a);
                    negate();
                }
                case CONSTANT, LOAD, LONG_SELECT, REAL_SELECT, FLAG_SELECT, FLAG_AND, FLAG_OR ->
                    throw new IllegalStateException(operation.toString());
            }
        }

        /** Of whole numbers that may leave 64 bits nothing is certain. */
        private void whole(Interval computed) {
            if (computed.fitsLong()) {
                computed.widenBeyondExact();
            } else if (checked) {
                computed.setUncertain();
            } else {
                computed.widenBeyondExact().cutToLong();
            }
        }

        private void real(Interval computed) {
            if (checked && !computed.finite()) {
                computed.setUncertain();
            }
        }

        private void equal() {
            if (a.high() < b.low() || b.high() < a.low()) {
                out.set(0, 0);
            } else {
                out.set(a.point() && b.point() && a.exactWhole() ? 1 : 0, 1);
            }
        }

        private void lessEqual(Interval lesser, Interval greater) {
            boolean all = lesser.high() <= greater.low();
            boolean none = lesser.low() > greater.high();
            out.set(all ? 1 : 0, none ? 0 : 1);
        }

        /** The other flag. */
        private void negate() {
            out.set(1 - out.high(), 1 - out.low());
        }
    }
}
