/** A file on its way to the disk: counted, hashed, unpacked, and gone again where it does not come whole. */
import type { Effects, FileWriter } from '../effects.ts'
import { isHttpFault } from '../lib/http/client.ts'
import type { HttpAnswer, HttpFault } from '../lib/http/http.ts'
import type { Fetched } from './acquired.ts'
import { readable, shown } from './address.ts'
import { fileNameOf } from './names.ts'
import type { Trouble } from './trouble.ts'

export type DownloadEffects = Pick<Effects, 'openWriter' | 'sha256' | 'now'>

export interface Room {
  /** folder */
  readonly into: string
  readonly maxBytes: number
  readonly seconds: number
}

/** Fed in small pieces, what one of them unpacks to stays small, a bomb or not. */
const PIECE = 4096

export type Downloaded = { readonly fetched: Fetched } | { readonly trouble: Trouble }

/** Reads an answer of 200 to its end. A fault is worth another try, a trouble is not. */
export async function download(
  effects: DownloadEffects,
  answer: HttpAnswer,
  url: string,
  began: Date,
  room: Room,
): Promise<Downloaded | HttpFault> {
  const { headers } = answer
  const at = readable(url)
  const tooLarge: Downloaded = {
    trouble: { code: 'acquire/too-large', facts: { url: at, expected: room.maxBytes } },
  }
  const length = /^\d+$/.test(headers['content-length'] ?? '') ? Number(headers['content-length']) : undefined
  const leave = async (told: Downloaded): Promise<Downloaded> => {
    await answer.body[Symbol.asyncIterator]().return?.()
    return told
  }
  const packing = (headers['content-encoding'] ?? '').trim().toLowerCase()
  const isPacked = packing === 'gzip' || packing === 'x-gzip'
  if (!isPacked && packing !== '' && packing !== 'identity')
    return leave({ trouble: { code: 'acquire/packed', facts: { url: at, actual: packing } } })
  if (length !== undefined && length > room.maxBytes) return leave(tooLarge)

  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  const name = fileNameOf(url, headers['content-disposition'], mediaType)
  const path = `${room.into}/${name}`
  const until = began.getTime() + room.seconds * 1000
  const hash = effects.sha256()
  const writer: FileWriter = effects.openWriter(path)
  let bytes = 0
  let come = 0
  const put = (data: Uint8Array): void => {
    bytes += data.length
    if (bytes > room.maxBytes) return
    hash.update(data)
    writer.write(data)
  }
  // few hosts pack: a night of a thousand unchanged files loads no inflater
  const unpack = isPacked ? (await import('../lib/deflate.ts')).createGunzipper(put) : undefined
  let told: Downloaded | HttpFault | undefined
  try {
    for await (const chunk of answer.body) {
      come += chunk.length
      if (unpack === undefined) put(chunk)
      else
        for (let from = 0; from < chunk.length && bytes <= room.maxBytes; from += PIECE)
          if (!unpacked(() => unpack(chunk.subarray(from, from + PIECE), false))) {
            told = damaged(at)
            break
          }
      if (bytes > room.maxBytes) told = tooLarge
      else if (told === undefined && effects.now().getTime() > until)
        told = {
          trouble: { code: 'acquire/too-slow', facts: { url: at, actual: bytes, expected: room.seconds } },
        }
      if (told !== undefined) break
    }
    if (told === undefined && unpack !== undefined && come > 0)
      if (!unpacked(() => unpack(new Uint8Array(0), true))) told = damaged(at)
    if (told === undefined && bytes === 0) told = { trouble: { code: 'acquire/empty', facts: { url: at } } }
    if (told === undefined && length !== undefined && come !== length)
      told = { fault: 'broken', detail: `${come} of ${length} bytes` }
  } catch (error) {
    writer.abandon()
    if (isHttpFault(error)) return { fault: error.fault, detail: error.detail }
    throw error
  }
  if (told !== undefined) {
    writer.abandon()
    return told
  }
  writer.end()
  const { etag, 'last-modified': lastModified } = headers
  const from = shown(url)
  return {
    fetched: {
      state: 'fetched',
      path,
      name,
      sha256: hash.hex(),
      bytes,
      ...(mediaType === undefined || mediaType === '' ? {} : { mediaType }),
      from,
      validators: {
        url: from,
        ...(etag === undefined ? {} : { etag }),
        ...(lastModified === undefined ? {} : { lastModified }),
      },
    },
  }
}

function damaged(url: string): Downloaded {
  return { trouble: { code: 'acquire/packed', facts: { url, actual: 'gzip (damaged)' } } }
}

/** fflate throws where packed bytes are damaged; what the disk throws is not its own. */
function unpacked(push: () => void): boolean {
  try {
    push()
    return true
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw error
    return false
  }
}
