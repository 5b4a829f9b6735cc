// A data loader: prints what a static page shows, the largest micro-batch that fits, as JSON with units and descriptions.
// node summary.json.mjs [DIRECTORY]

import { readFile } from 'node:fs/promises'
import { asyncBufferFromFile } from 'hyparquet'
import { largestBatches, openGrid } from './grid.mjs'

const directory = process.argv[2] ?? 'grid'
const grid = await openGrid(
  path => readFile(`${directory}/${path}`, 'utf8'),
  path => asyncBufferFromFile(`${directory}/${path}`))
const { columns, rows } = await largestBatches(grid, 4096)
const lines = values => values.map(value => '  ' + JSON.stringify(value)).join(',\n')
console.log(`{"columns": [\n${lines(columns)}\n ],\n "rows": [\n${lines(rows)}\n ]}`)
