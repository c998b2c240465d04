/** The network, by undici. */
import type { HttpOutcome, HttpRequest } from './lib/http/http.ts'

/** One request, one try, no redirect followed. */
export async function sendHttp(_request: HttpRequest): Promise<HttpOutcome> {
  return { fault: 'other', detail: 'not made yet' }
}
