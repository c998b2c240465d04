/** AWS Signature Version 4, by aws4. The payload's sha256 is signed with it, so that a server refuses other bytes. */
import aws4 from 'aws4'

export interface Keys {
  readonly id: string
  readonly secret: string
  /** of temporary keys */
  readonly session?: string
}

export interface Signing {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  /** path and query are escaped as RFC 3986 says */
  readonly url: URL
  /** in lower case; all of them are signed */
  readonly headers: Readonly<Record<string, string>>
  /** of the body, lower-case hex */
  readonly sha256: string
  readonly region: string
  readonly now: Date
}

/** The headers to be sent, and the address as it was signed. */
export function signed(
  { method, url, headers, sha256, region, now }: Signing,
  { id, secret, session }: Keys,
): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  const request = aws4.sign(
    {
      service: 's3',
      region,
      method,
      host: url.host,
      path: `${url.pathname}${url.search}`,
      headers: {
        ...headers,
        'x-amz-content-sha256': sha256,
        'x-amz-date': now.toISOString().replace(/[:-]|\.\d{3}/g, ''),
      },
    },
    { accessKeyId: id, secretAccessKey: secret, ...(session === undefined ? {} : { sessionToken: session }) },
  )
  const out: Record<string, string> = {}
  // the host is that of the address
  for (const [name, value] of Object.entries(request.headers ?? {}))
    if (value !== undefined && name.toLowerCase() !== 'host') out[name.toLowerCase()] = String(value)
  return { url: `${url.origin}${request.path ?? ''}`, headers: out }
}
