package dev.memsweep.spec;

import dev.memsweep.catalog.Catalog;
import dev.memsweep.catalog.RowPlace;
import dev.memsweep.formula.InputException;
import dev.memsweep.formula.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small formula set with its tables, and the sweeps over it that the tests bind. */
final class Sweeps {
    static final String FORMULAS = """
            table model(params: int in 1.., hidden: int in 1.., layers: int in 1..200, tied: bool = false, family: text)
            table precision(weight_bytes: int in 1..8)
            choice recompute_kind(factor: real) { none(34), selective(10), full(2) }

            param model: model
            param params: int in 1.. = model.params
            param layers: int in 1..200 = model.layers
            param hidden: int in 1.. = model.hidden
            param precision: precision = fp16
            param master: precision = if precision == fp32 then precision else fp32
            param recompute: recompute_kind = none
            param tp: int in 1..64 = 1
            param pp: int in 1..200 = 1
            param dropout: real in 0..1 = 0
            param fused: bool = false
            param seq_len: int in 1..1000000 = 2048
            param left_over: int = right_over
            param right_over: int = left_over

            /** Bytes of the weights.
                @unit bytes */
            weight_bytes = params * precision.weight_bytes / (tp * pp)
            /** @unit bytes */
            master_bytes = params * master.weight_bytes / tp
            let stage_layers = layers // pp
            /** @unit bytes */
            activation_bytes = seq_len * hidden * stage_layers * recompute.factor * (1 - dropout)
            /** @unit bytes */
            total_bytes = weight_bytes + master_bytes + (if fused then 0 else activation_bytes)
            fits = total_bytes <= 80 GiB
            level = match recompute { none | selective -> 1, full -> 2 }
            circular = left_over + 1
            """;

    private static final Map<String, String> TABLES = Map.of("model", """
            name,params,hidden,layers,tied,family
            small,1000000,64,8,true,gpt
            large,70000000000,8192,80,,llama
            bare,5,,,,
            """, "precision", """
            name,weight_bytes
            fp16,2
            fp32,4
            """);

    private static final Binder BINDER = binder(RowPlace.NONE);

    private Sweeps() {}

    private static Binder binder(RowPlace single) {
        return new Binder(
                (name, from) -> {
                    if (name.equals("memory")) {
                        return Source.file("memory.formulas", FORMULAS);
                    }
                    throw new InputException(from, "no formula set '" + name + "'");
                },
                new Catalog(
                        List.of(table ->
                                Optional.ofNullable(TABLES.get(table)).map(csv -> Source.file(table + ".csv", csv))),
                        single));
    }

    /** The spec of YAML without its first lines. */
    static SweepSpec spec(String yaml) {
        return SpecReader.read("s.yaml", "formulas: memory\n" + yaml);
    }

    static Sweep bind(String yaml) {
        return BINDER.bind(spec(yaml));
    }

    static Sweep bind(String yaml, RowPlace single) {
        return binder(single).bind(spec(yaml));
    }

    static Sweep bind(SweepSpec spec) {
        return BINDER.bind(spec);
    }
}
