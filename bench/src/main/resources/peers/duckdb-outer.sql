-- Everything that does not depend on the sequence length. With the micro-batch in it, the table is long enough for all threads.
CREATE OR REPLACE TABLE outer_axes AS
SELECT model, dtype, optimizer, recompute, tp, pp, dp, zero, micro_batch,
    model_params * dtype_weight_bytes // (tp * pp * CASE WHEN zero >= 3 THEN dp ELSE 1 END) AS weight_bytes,
    model_params * dtype_gradient_bytes // (tp * pp * CASE WHEN zero >= 2 THEN dp ELSE 1 END) AS grad_bytes,
    model_params * optimizer_state_bytes // (tp * pp * CASE WHEN zero >= 1 THEN dp ELSE 1 END) AS optim_bytes,
    micro_batch * model_layers * model_hidden / pp
        * CASE recompute WHEN 'full' THEN 2 ELSE 10 + 24 / tp END AS per_token,
    CASE recompute WHEN 'none' THEN micro_batch * model_layers * 5 * model_heads / (pp * tp) ELSE 0 END AS per_token_pair
FROM model, dtype, optimizer, recompute, tp, pp, dp, zero, micro_batch
