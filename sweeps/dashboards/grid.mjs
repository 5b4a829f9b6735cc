// Reads a directory of part files in JavaScript, in a browser or in Node.js.

import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

/**
 * Opens a directory that memsweep wrote: its manifest names the files and describes the columns that are in their paths,
 * their footers describe the others.
 *
 * @param {(path: string) => Promise<string>} text gives the text of a file in it
 * @param {(path: string) => Promise<import('hyparquet').AsyncBuffer>} open opens a file in it, to be read in ranges
 */
export async function openGrid(text, open) {
  const manifest = JSON.parse(await text('_manifest.json'))
  const parts = await Promise.all(manifest.parts.map(async ({ path }) => {
    const file = await open(path)
    return { file, metadata: await parquetMetadataAsync(file), inPath: inPath(path) }
  }))
  return {
    columns: [...manifest.partition_columns, ...described(parts[0].metadata)],
    rows: async (columns, filter) => (await Promise.all(parts.map(part => rows(part, columns, filter)))).flat(),
  }
}

/** For each device and way to recompute, the row of the largest micro-batch that fits sequences of so many tokens. */
export async function largestBatches(grid, tokens) {
  const names = ['device', 'recompute', 'micro_batch', 'total_bytes']
  const largest = new Map()
  for (const row of await grid.rows(names, { fits: { $eq: true }, seq_len: { $eq: tokens } })) {
    const key = `${row.device} ${row.recompute}`
    if (!(largest.get(key)?.micro_batch >= row.micro_batch)) largest.set(key, row)
  }
  const rows = [...largest].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
  return { columns: names.map(name => grid.columns.find(column => column.name === name)), rows }
}

/** Names, types, units and descriptions of the columns of a file, from its footer. */
function described(metadata) {
  return JSON.parse(metadata.key_value_metadata.find(({ key }) => key === 'memsweep.columns').value)
}

/** Values in a path as Hive writes them: device=h100-sxm-80gb/part-00000-1a2b3c4d.parquet. */
function inPath(path) {
  const folders = path.split('/').slice(0, -1).map(folder => folder.split('='))
  return Object.fromEntries(folders.map(words => words.map(decodeURIComponent)))
}

/** Rows of one file; only the pages of the columns that are asked for are fetched. Whole numbers come as numbers. */
async function rows({ file, metadata, inPath }, columns, filter) {
  const stored = columns.filter(name => !(name in inPath))
  const read = await parquetReadObjects({ file, metadata, compressors, columns: stored, filter })
  return read.map(row => Object.fromEntries(columns.map(name => [name, plain(inPath[name] ?? row[name])])))
}

/** INT64 comes as BigInt; bytes of one device are far below 2^53, where numbers are exact. */
function plain(value) {
  return typeof value === 'bigint' ? Number(value) : value
}
