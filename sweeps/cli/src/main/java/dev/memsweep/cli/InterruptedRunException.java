package dev.memsweep.cli;

/** The user stopped the run; the message was shown already. */
final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
