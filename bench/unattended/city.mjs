/**
 * The hosts that the bench asks, in a process of their own: 127.0.0.1 to 127.0.0.N, one port, the files of sources by
 * number. Speaks to its parent: `{ change: [from, to] }` gives these files other bytes, `{ count: true }` is answered
 * with the requests since the last time. ETag and 304 as any server; robots.txt is 404.
 */
import http from 'node:http'
import { fileURLToPath } from 'node:url'

const [hosts = 1, rows = 100] = process.argv.slice(2).map(Number)
const versions = new Map()
const counts = { requests: 0, robots: 0, same: 0 }

const HEAD =
  '全国地方公共団体コード,ID,地方公共団体名,名称,所在地_連結表記,緯度,経度,設置位置,電話番号,小児対応設備の有無,備考\r\n'

/** The table of source `number`; each version says something else in one row. */
export function table(number, version, rows) {
  let text = HEAD
  for (let row = 1; row <= rows; row += 1) {
    const id = String(row).padStart(4, '0')
    const remark = row === 1 + (version % rows) ? `第${version}版` : ''
    text +=
      `${process.env.CITY_CODE ?? '129992'},${id},千葉県あさひ野市,第${number}地区公民館${row},千葉県あさひ野市本町${row}-${number},` +
      `${(35.5 + (row % 300) / 1000).toFixed(3)},${(140 + (row % 300) / 1000).toFixed(3)},${row % 2 === 0 ? '受付' : '玄関'},` +
      `0475-${String(10 + (row % 80))}-${String(1000 + number).slice(-4)},${row % 3 === 0 ? '無' : '有'},${remark}\r\n`
  }
  return text
}

function serve() {
  const server = http.createServer((request, response) => {
    request.resume()
    const number = Number(/^\/s\/(\d+)\.csv$/.exec(request.url ?? '')?.[1] ?? Number.NaN)
    if (Number.isNaN(number)) {
      counts.robots += 1
      response.writeHead(404).end()
      return
    }
    counts.requests += 1
    const version = versions.get(number) ?? 0
    const etag = `"${number}-${version}"`
    if (request.headers['if-none-match'] === etag) {
      counts.same += 1
      response.writeHead(304, { etag }).end()
      return
    }
    const body = table(number, version, rows)
    response.writeHead(200, {
      'content-type': 'text/csv',
      'content-length': Buffer.byteLength(body),
      etag,
    })
    response.end(body)
  })
  server.keepAliveTimeout = 10_000
  return server
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const first = serve()
  first.listen(0, '127.0.0.1', async () => {
    const { port } = first.address()
    const listen = (host) =>
      new Promise((resolve) => {
        const server = serve()
        // macOS has 127.0.0.1 alone
        server.on('error', () => resolve(false))
        server.listen(port, host, () => resolve(true))
      })
    let open = 1
    while (open < hosts && (await listen(`127.0.0.${open + 1}`))) open += 1
    process.send({ port, hosts: open })
  })
  process.on('message', ({ change, count }) => {
    if (change !== undefined)
      for (let i = change[0]; i < change[1]; i += 1) versions.set(i, (versions.get(i) ?? 0) + 1)
    process.send(count === true ? { ...counts } : {})
    if (count === true) Object.assign(counts, { requests: 0, robots: 0, same: 0 })
  })
  process.on('disconnect', () => process.exit())
}
