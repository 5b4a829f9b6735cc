SELECT *, total_bytes <= 85899345920 AS fits80 FROM (
    SELECT *, weight_bytes + grad_bytes + optim_bytes + act_bytes AS total_bytes FROM (
        SELECT model, dtype, optimizer, recompute, tp, pp, dp, zero, micro_batch, seq,
            weight_bytes, grad_bytes, optim_bytes,
            floor((per_token + per_token_pair * seq) * seq)::BIGINT AS act_bytes
        FROM outer_axes, seq))
