// The reference grid through Polars, hoisted by hand: one frame of what does not depend on the innermost axes, one of those,
// and a cross join, streamed to Parquet. Rows come out in an order of Polars' choosing.
//
// Usage: node polars.mjs AXES RUNS BUDGET OUT; AXES is a file of lines "name value value ...".
import fs from 'node:fs';
import pl from 'nodejs-polars';

const [path, runs, budget, out] = process.argv.slice(2);
const axes = Object.fromEntries(fs.readFileSync(path, 'utf8').trim().split('\n').map((line) => {
  const [name, ...values] = line.split(' ');
  return [name, values];
}));
const numbers = (name) => axes[name].map(Number);
const column = (name) => pl.col(name);
const real = (name) => pl.col(name).cast(pl.Float64);
const frame = (columns) => pl.DataFrame(columns).lazy();
const integers = (name) => pl.DataFrame({ [name]: numbers(name) }).withColumns(column(name).cast(pl.Int32)).lazy();
const cross = (left, right) => left.join(right, { how: 'cross' });

const outerFrames = [
  frame({ model: axes.models, params: numbers('params'), hidden: numbers('hidden'), layers: numbers('layers'),
    heads: numbers('heads') }),
  frame({ dtype: axes.dtypes, weight: numbers('weight_bytes'), gradient: numbers('gradient_bytes') }),
  frame({ optimizer: axes.optimizers, state: numbers('state_bytes') }),
  frame({ recompute: axes.recomputes }),
  ...['tp', 'pp', 'dp', 'zero'].map(integers),
];

function share(bytes, stage) {
  const replicas = pl.when(column('zero').gtEq(pl.lit(stage))).then(column('dp')).otherwise(pl.lit(1));
  return real('params').mul(real(bytes)).div(real('tp').mul(real('pp')).mul(replicas)).floor().cast(pl.Int64);
}

function query() {
  const width = real('hidden').mul(real('layers')).div(real('pp'));
  const kept = pl.lit(10).add(pl.lit(24).div(real('tp')));
  const pairs = pl.lit(5).mul(real('heads')).mul(real('layers')).div(real('pp').mul(real('tp')));
  const is = (name) => column('recompute').eq(pl.lit(name));
  const outer = outerFrames.reduce(cross).withColumns(
    share('weight', 3).alias('weight_bytes'), share('gradient', 2).alias('grad_bytes'),
    share('state', 1).alias('optim_bytes'),
    pl.when(is('full')).then(width.mul(pl.lit(2))).otherwise(width.mul(kept)).alias('per_token'),
    pl.when(is('none')).then(pairs).otherwise(pl.lit(0.0)).alias('per_pair'));
  const inner = cross(integers('micro_batch'), integers('seq'))
    .withColumns(real('seq').mul(real('micro_batch')).alias('tokens'));
  return cross(outer, inner)
    .withColumns(column('per_token').add(column('per_pair').mul(real('seq'))).mul(column('tokens')).floor()
      .cast(pl.Int64).alias('act_bytes'))
    .withColumns(column('weight_bytes').add(column('grad_bytes')).add(column('optim_bytes')).add(column('act_bytes'))
      .alias('total_bytes'))
    .withColumns(column('total_bytes').cast(pl.Int64).ltEq(pl.lit(85899345920n)).alias('fits80'))
    .select('model', 'dtype', 'optimizer', 'recompute', 'tp', 'pp', 'dp', 'zero', 'micro_batch', 'seq',
      'weight_bytes', 'grad_bytes', 'optim_bytes', 'act_bytes', 'total_bytes', 'fits80');
}

let spent = 0;
for (let run = 0; run < Number(runs) && spent < Number(budget); run++) {
  fs.rmSync(out, { force: true });
  const start = performance.now();
  await query().sinkParquet(out, { compression: 'zstd', maintainOrder: false }).collect();
  const seconds = (performance.now() - start) / 1000;
  const rows = ['models', 'dtypes', 'optimizers', 'recomputes', 'tp', 'pp', 'dp', 'zero', 'micro_batch', 'seq']
    .reduce((product, name) => product * axes[name].length, 1);
  console.log(`run ${seconds} ${rows} 0 0`);
  spent += seconds;
}
