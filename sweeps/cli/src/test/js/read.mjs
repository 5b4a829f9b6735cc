// Prints every row of Parquet files, one after the other, as CSV: node read.mjs OUT.csv FILE...
// Text is quoted, so that an empty cell can only be a missing value. Reals are the shortest text that gives the same bits.

import { closeSync, openSync, writeSync } from 'node:fs'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const BATCH = 10_000

function cell(value) {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return '"' + value.replaceAll('"', '""') + '"'
  return Object.is(value, -0) ? '-0.0' : String(value)
}

const [out, ...paths] = process.argv.slice(2)
const csv = openSync(out, 'w')
let header
for (const path of paths) {
  const file = await asyncBufferFromFile(path)
  const metadata = await parquetMetadataAsync(file)
  const columns = parquetSchema(metadata).children.map(child => child.element.name)
  if (header === undefined) {
    header = columns.map(cell).join(',')
    writeSync(csv, header + '\n')
  }
  const rows = await parquetReadObjects({ file, metadata, compressors })
  if (rows.length !== Number(metadata.num_rows)) {
    throw new Error(`${path}: ${rows.length} rows, but its footer says ${metadata.num_rows}`)
  }
  for (let from = 0; from < rows.length; from += BATCH) {
    const lines = rows.slice(from, from + BATCH).map(row => columns.map(name => cell(row[name])).join(',') + '\n')
    writeSync(csv, lines.join(''))
  }
}
closeSync(csv)
