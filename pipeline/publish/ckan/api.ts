/**
 * One CKAN portal, action by action (https://docs.ckan.org/en/2.11/api/): an answer is a result or a refusal, never
 * thrown. The token goes to this portal's own host only, and into no message.
 */

import type { HttpBody } from '../../lib/http/http.ts'
import type { Json } from '../../lib/model.ts'
import type { Problem } from '../../problem.ts'

export interface CkanApi {
  readonly call: (action: string, body: Json, options?: CallOptions) => Promise<CkanOutcome>
  /** Gets a file that the portal serves; an address on another host is asked without the token. */
  readonly download: (url: string) => Promise<Download>
  /** false: there is no token to send */
  readonly isSigned?: boolean
  /** so far, every try counted */
  readonly requests: () => number
}

export interface CallOptions {
  /**
   * `again` (what reads, and what may be done twice): tried anew after 429, 502, 503, 504 and broken connections.
   * `once`: only what surely was not done is tried anew; else the refusal is `unclear`, and the caller looks again.
   */
  readonly tries?: 'again' | 'once'
  /** sent as multipart/form-data with Content-Length, JSON values as texts, files after the fields */
  readonly uploads?: readonly Upload[]
}

export interface Upload {
  /** `upload`, `update__resources__0__upload` */
  readonly field: string
  /** ASCII */
  readonly fileName: string
  readonly mediaType: string
  readonly body: HttpBody
}

export type CkanOutcome =
  | { readonly result: unknown; readonly refusal?: undefined }
  | { readonly result?: undefined; readonly refusal: Refusal }

export interface Refusal {
  readonly kind: /** 404 */
    | 'not-found'
    /** 403: CKAN never says 401, and takes a wrong token for none */
    | 'not-allowed'
    /** 409 or 400: `errors` says what, by field */
    | 'invalid'
    /** 413, or 409 with the upload's limit */
    | 'too-large'
    /** 507, or 409 of a quota */
    | 'quota'
    /** not reachable, not trusted, sent elsewhere: nothing was done */
    | 'unreachable'
    /** no answer, or one by a server between: it may have been done or not */
    | 'unclear'
    /** HTML, or JSON that is none of CKAN's */
    | 'not-ckan'
    /** 500 */
    | 'portal-error'
  readonly status?: number
  /** CKAN's own `error`, for those that can read it */
  readonly errors: Readonly<Record<string, unknown>>
  /** ready to be told */
  readonly problem: Problem
}

export type Download =
  | { readonly chunks: AsyncIterable<Uint8Array>; readonly problem?: undefined }
  | { readonly chunks?: undefined; readonly problem: Problem }
