// Serves the files of a folder on a free port of this machine, ranges too: node serve.mjs FOLDER LOG
// Prints the port. A line of the log is the status and what was asked for.

import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [folder, log] = process.argv.slice(2)
const types = { html: 'text/html', js: 'text/javascript', mjs: 'text/javascript' }

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname)
  const answer = (status, headers = {}, body = '') => {
    appendFileSync(log, `${status} ${request.method} ${path}\n`)
    response.writeHead(status, { 'Accept-Ranges': 'bytes', ...headers }).end(body)
  }
  if (!existsSync(folder + path)) return answer(404)
  const bytes = readFileSync(folder + path)
  const headers = { 'Content-Type': types[path.split('.').at(-1)] ?? 'application/octet-stream' }
  if (request.method === 'HEAD') return answer(200, { ...headers, 'Content-Length': bytes.length })
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
  if (!range) return answer(200, headers, bytes)
  const part = bytes.subarray(Number(range[1]), Number(range[2]) + 1)
  answer(206, { ...headers, 'Content-Range': `bytes ${range[1]}-${Number(range[1]) + part.length - 1}/${bytes.length}` }, part)
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
