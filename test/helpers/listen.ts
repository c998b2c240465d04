/** A server of a test on 127.0.0.1, which keeps what it was asked. */
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import path from 'node:path'
import { afterEach } from 'vitest'
import { PACKAGE } from './job.ts'

export interface Heard {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: Buffer
}

export interface Listening {
  /** with a slash at its end */
  readonly url: string
  readonly port: number
  readonly heard: Heard[]
  readonly server: http.Server
}

export type Answer = (heard: Heard, response: http.ServerResponse, nth: number) => unknown

const open = new Set<http.Server>()

afterEach(() => {
  for (const server of open) {
    server.closeAllConnections()
    server.close()
  }
  open.clear()
})

/** Is closed after the test. `certificate`: a pair under test/fixtures/tls, for https. */
export async function listen(answer: Answer, certificate?: string): Promise<Listening> {
  const heard: Heard[] = []
  const hear: http.RequestListener = async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return
    }
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: Buffer.concat(chunks) }
    heard.push(one)
    answer(one, response, heard.length)
  }
  const server =
    certificate === undefined
      ? http.createServer(hear)
      : https.createServer({ cert: pem(`${certificate}.pem`), key: pem(`${certificate}.key`) }, hear)
  open.add(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  return { url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}/`, port, heard, server }
}

/** A port where nobody listens. */
export async function closedPort(): Promise<number> {
  const server = http.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

function portOf(server: http.Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export function pem(name: string): string {
  return fs.readFileSync(path.join(PACKAGE, 'test/fixtures/tls', name), 'utf8')
}
