/** A file on its way to the disk: hashed, and gone again where it does not come whole. */
import type { Effects } from '../effects.ts'
import type { HttpAnswer, HttpFault } from '../lib/http/http.ts'
import type { Fetched } from './acquired.ts'
import { readable, shown } from './address.ts'
import { readBody } from './body.ts'
import { fileNameOf } from './names.ts'
import { type Trouble, troubleOfBody } from './trouble.ts'
import { keptValidators } from './validators.ts'

export type DownloadEffects = Pick<Effects, 'openWriter' | 'sha256'>

export interface Room {
  /** folder */
  readonly into: string
  readonly maxBytes: number
  readonly seconds: number
  /** the address before redirects, whose query is no secret */
  readonly open: string
}

export type Downloaded = { readonly fetched: Fetched } | { readonly trouble: Trouble }

/** Reads an answer of 200 to its end. A fault is worth another try, a trouble is not. */
export async function download(
  effects: DownloadEffects,
  answer: HttpAnswer,
  url: string,
  { into, maxBytes, seconds, open }: Room,
): Promise<Downloaded | HttpFault> {
  const { headers } = answer
  const at = readable(url, open)
  const mediaType = mediaTypeOf(headers['content-type'])
  const name = fileNameOf(url, headers['content-disposition'], mediaType)
  const path = `${into}/${name}`
  const hash = effects.sha256()
  const writer = effects.openWriter(path)
  let isWhole = false
  let bytes = 0
  try {
    const read = await readBody(answer, {
      atMost: maxBytes,
      put: (data) => {
        hash.update(data)
        writer.write(data)
      },
    })
    if ('fault' in read) return read
    if (read.end !== 'whole') return { trouble: troubleOfBody(read, at, { maxBytes, seconds }) }
    if (read.bytes === 0) return { trouble: { code: 'acquire/empty', facts: { url: at } } }
    isWhole = true
    bytes = read.bytes
  } finally {
    if (!isWhole) writer.abandon()
  }
  writer.end()
  const from = shown(url, open)
  return {
    fetched: {
      state: 'fetched',
      path,
      name,
      sha256: hash.hex(),
      bytes,
      ...(mediaType === undefined ? {} : { mediaType }),
      from,
      validators: { url: from, ...keptValidators(headers.etag, headers['last-modified']) },
    },
  }
}

function mediaTypeOf(header: string | undefined): string | undefined {
  const type = header?.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[!-~]+\/[!-~]+$/.test(type) ? type : undefined
}
