package dev.memsweep.spark;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** What Spark's page shows of a scan; Spark makes these by their class names. */
final class TileMetrics {
    private TileMetrics() {}

    /** Tiles that were evaluated and had rows to give. */
    public static final class Evaluated extends CustomSumMetric {
        static final String NAME = "tilesEvaluated";

        /** For Spark. */
        public Evaluated() {}

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "tiles evaluated";
        }
    }

    /** Tiles that bounds or conditions settled. */
    public static final class Pruned extends CustomSumMetric {
        static final String NAME = "tilesPruned";

        /** For Spark. */
        public Pruned() {}

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return "tiles pruned";
        }
    }
}
