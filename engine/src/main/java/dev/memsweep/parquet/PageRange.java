package dev.memsweep.parquet;

/** What the statistics of a page need to know of its values: their lowest and highest rank and the labels' bytes. */
final class PageRange {
    private long lowRank;
    private long highRank;
    private long labelBytes;

    PageRange() {
        clear();
    }

    void clear() {
        lowRank = Long.MAX_VALUE;
        highRank = Long.MIN_VALUE;
        labelBytes = 0;
    }

    void includeRank(long rank) {
        lowRank = Math.min(lowRank, rank);
        highRank = Math.max(highRank, rank);
    }

    void includeRanks(long low, long high) {
        lowRank = Math.min(lowRank, low);
        highRank = Math.max(highRank, high);
    }

    void include(PageRange other) {
        includeRanks(other.lowRank, other.highRank);
        labelBytes += other.labelBytes;
    }

    void addLabelBytes(long bytes) {
        labelBytes += bytes;
    }

    long lowRank() {
        return lowRank;
    }

    long highRank() {
        return highRank;
    }

    /** Sum of the UTF-8 lengths of all labels, repeated ones counted each time. */
    long labelBytes() {
        return labelBytes;
    }
}
