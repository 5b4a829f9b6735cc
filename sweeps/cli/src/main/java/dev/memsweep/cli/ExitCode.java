package dev.memsweep.cli;

/** How the command ends, for scripts. */
enum ExitCode {
    /** Done. */
    DONE(0),
    /** The question was answered: no, nothing. */
    NO(1),
    /** Wrong usage, or mistakes in a spec, a formula or a table. */
    USAGE(2),
    /** A file cannot be read or written. */
    FILES(3),
    /** A limit: the sweep is too large, or the memory too small. */
    LIMIT(4),
    /** Something that was checked is wrong. */
    VERIFICATION(5),
    /** A bug in this program. */
    BUG(70),
    /** Ended by Ctrl-C. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
