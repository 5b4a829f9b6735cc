package dev.memsweep.bench.compare;

import java.nio.file.Path;

/** A plain loop over the rows, each computed from scratch; nothing is written. */
record JavaLoopPeer(Reference reference, int threads) implements Peer {
    @Override
    public Answer run(Path out) throws Exception {
        long rowsOfPosition = (long) reference.microBatch.length * reference.seq.length;
        return Part.forEach(reference.outerPositions(), threads, part -> {
            Point point = new Point(reference);
            long fits = 0;
            long most = 0;
            long to = part.to() * rowsOfPosition;
            for (long row = part.from() * rowsOfPosition; row < to; row++) {
                point.moveTo(row);
                fits += point.fits ? 1 : 0;
                most = Math.max(most, point.totalBytes);
            }
            return new Answer(to - part.from() * rowsOfPosition, fits, most);
        });
    }
}
