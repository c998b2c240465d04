/**
 * multipart/form-data (RFC 7578) of known length: uWSGI loses a body that is sent in chunks, and CKAN wants the
 * fields before the files. A file is read as it goes out, never whole.
 */
import type { HttpBody } from '../../lib/http/http.ts'
import type { Json } from '../../lib/model.ts'
import type { Upload } from './api.ts'

export interface Multipart {
  readonly contentType: string
  readonly body: HttpBody
}

/** `boundary`: of chance, so that no file holds it. */
export function multipartOf(
  fields: Readonly<Record<string, Json>>,
  uploads: readonly Upload[],
  boundary: string,
): Multipart {
  const encoder = new TextEncoder()
  const parts: readonly HttpBody[] = [
    ...Object.entries(fields).map(([name, value]) =>
      textBody(
        encoder,
        `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${formText(value)}\r\n`,
      ),
    ),
    ...uploads.flatMap(({ field, fileName, mediaType, body }) => [
      textBody(
        encoder,
        `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(field)}"; filename="${quoted(fileName)}"\r\nContent-Type: ${mediaType.replace(/[\r\n]/g, '')}\r\n\r\n`,
      ),
      body,
      textBody(encoder, '\r\n'),
    ]),
    textBody(encoder, `--${boundary}--\r\n`),
  ]
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: {
      bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
      chunks: () => chunksOf(parts),
    },
  }
}

async function* chunksOf(parts: readonly HttpBody[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* part.chunks()
}

function textBody(encoder: TextEncoder, text: string): HttpBody {
  const bytes = encoder.encode(text)
  return { bytes: bytes.length, chunks: () => [bytes] }
}

/** As browsers write them (https://html.spec.whatwg.org/#multipart-form-data). */
function quoted(name: string): string {
  return name.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22')
}

/** A form has texts only: CKAN reads a list or an object from its JSON. */
function formText(value: Json): string {
  return value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)
}
