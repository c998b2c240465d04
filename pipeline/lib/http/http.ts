/** A request and what came of it, as data: what `effects.http` takes and gives. Headers are in lower case. */

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | HttpBody
  /** milliseconds until the answer must have begun, counted anew while the body is still going up */
  readonly answerWithin: number
  /** milliseconds without a byte of the answer's body */
  readonly silenceWithin: number
  /** milliseconds until the last byte of the answer, however steadily they come; no end unless set */
  readonly wholeWithin?: number
  /** PEM of authorities to trust beside the system's own */
  readonly authorities?: string
  /** a connection only to addresses of the public internet, as they are resolved for that connection */
  readonly addresses?: 'public'
}

/** A body of known length, which can be read again for another try: it is sent with Content-Length, never chunked. */
export interface HttpBody {
  readonly bytes: number
  readonly chunks: () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** read once, to its end or given up by leaving the loop; throws an HttpFault when the connection breaks */
  readonly body: AsyncIterable<Uint8Array>
}

/** Why there is no answer, or no whole one. */
export type HttpFaultKind =
  /** nobody listens there */
  | 'refused'
  /** no such host */
  | 'unknown-host'
  /** broken in the middle, or cut short */
  | 'broken'
  | 'timeout'
  /** it came, and went on coming, for longer than `wholeWithin` */
  | 'slow'
  /** the certificate is not one that is trusted, or not of this host */
  | 'certificate'
  /** https was spoken to what speaks something else */
  | 'not-https'
  /** a proxy in between lets nothing through, wants a password, or is not written as a URL */
  | 'proxy'
  /** an address inside a network, where only public ones are wanted */
  | 'private'
  /** anything else, with what the system says */
  | 'other'

export interface HttpFault {
  readonly fault: HttpFaultKind
  /** what the system said; never holds a header or a body */
  readonly detail: string
  /** surely nothing of it was done: no connection came about, or the body was never asked for */
  readonly unsent?: true
}

export type HttpOutcome = { readonly answer: HttpAnswer } | HttpFault

/** Follows no redirect, tries once. */
export type SendHttp = (request: HttpRequest) => Promise<HttpOutcome>
