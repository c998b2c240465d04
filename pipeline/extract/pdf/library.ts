/**
 * pdf.js, its reading half alone: what draws (canvas, DOM, fonts of the page) is never loaded, no worker is started and
 * nothing is fetched. Messages go to and fro in this thread. The only file that imports pdfjs-dist.
 */
import { isObject } from '../../lib/object.ts'
import { readFont } from './font.ts'
import type { OpenPdf, OpenResult, PdfFont, PdfPage, TakeOperators } from './types.ts'

/** Gives a file of the package, e.g. `cmaps/90ms-RKSJ-H.bcmap`; undefined where it can not be had. */
export type PackageFile = (path: string) => Uint8Array | undefined

/** The version that the messages below are those of; pdf.js refuses another. */
const VERSION = '5.6.205'
const DOCUMENT = 'hiraku'
const WORKER = `${DOCUMENT}_worker`

/** src/shared/message_handler.js: kinds of answers, and of what a stream says */
const CALLBACK = { data: 1, error: 2 } as const
const STREAM = { cancel: 1, close: 3, chunk: 4, error: 5, pull: 6, pulled: 7, started: 8 } as const

/** src/shared/util.js, RenderingIntentFlag: what is displayed, with the fields of forms as they are seen */
const DISPLAY = 0x02

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

interface Listening {
  readonly take: TakeOperators
  readonly done: (how: 'whole' | 'stopped' | 'failed') => void
}

/** Never throws. The bytes are kept and may be changed by the library: give it a copy. */
export async function openPdf(bytes: Uint8Array, packageFile: PackageFile | undefined): Promise<OpenResult> {
  const { WorkerMessageHandler } = await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
  quiet(WorkerMessageHandler)
  const waiting = new Map<number, Waiting>()
  const streams = new Map<number, Listening>()
  const fonts = new Map<string, PdfFont>()
  const unread = new Set<string>()
  let next = 1
  let listener: (event: { readonly data: unknown }) => void = () => {}
  let opened: (result: { readonly pages: number } | { readonly fault: unknown }) => void = () => {}

  const send = (message: object): void =>
    listener({ data: { sourceName: DOCUMENT, targetName: WORKER, ...message } })
  const ask = (action: string, data: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const callbackId = next++
      waiting.set(callbackId, { resolve, reject })
      send({ action, callbackId, data })
    })
  const refuse = (callbackId: unknown): void =>
    send({ callback: CALLBACK.error, callbackId, reason: { name: 'Error', message: 'not here' } })

  const fromStream = (streamId: number, message: Readonly<Record<string, unknown>>): void => {
    const one = streams.get(streamId)
    if (one === undefined) return
    const end = (how: 'whole' | 'stopped' | 'failed'): void => {
      streams.delete(streamId)
      one.done(how)
    }
    if (message.stream === STREAM.chunk && isObject(message.chunk)) {
      const { fnArray, argsArray } = message.chunk
      const more = Array.isArray(fnArray) && Array.isArray(argsArray) && one.take(fnArray, argsArray)
      if (more) send({ stream: STREAM.pull, streamId, desiredSize: 1 })
      else {
        send({ stream: STREAM.cancel, streamId, reason: { name: 'AbortException', message: 'enough' } })
        end('stopped')
      }
    } else if (message.stream === STREAM.close) end('whole')
    else if (message.stream === STREAM.error) end('failed')
    else if (message.stream === STREAM.started && message.success !== true) end('failed')
  }
  const asked = (action: string, callbackId: unknown, data: unknown): void => {
    if (action === 'GetDoc' && isObject(data) && isObject(data.pdfInfo))
      opened({ pages: Number(data.pdfInfo.numPages) })
    else if (action === 'DocException') opened({ fault: data })
    else if (action === 'commonobj' && Array.isArray(data)) {
      const [name, kind, value] = data
      const font = kind === 'Font' ? readFont(value) : undefined
      if (font !== undefined) fonts.set(String(name), font)
      if (callbackId !== undefined) refuse(callbackId)
    } else if (action === 'FetchBinaryData' && isObject(data)) {
      // the outlines of standard fonts and the decoders of images are for drawing: widths and characters need neither
      const isMap = data.kind === 'cMapUrl'
      const file = isMap ? packageFile?.(`cmaps/${String(data.filename)}`) : undefined
      if (file !== undefined) send({ callback: CALLBACK.data, callbackId, data: file })
      else {
        if (isMap) unread.add(String(data.filename).replace(/\.bcmap$/, ''))
        refuse(callbackId)
      }
    } else if (callbackId !== undefined) refuse(callbackId)
  }
  const receive = (message: unknown): void => {
    if (!isObject(message)) return
    const { action, callback, callbackId, stream, streamId } = message
    if (stream !== undefined) fromStream(Number(streamId), message)
    else if (callback === undefined) asked(String(action), callbackId, message.data)
    else {
      const one = waiting.get(Number(callbackId))
      waiting.delete(Number(callbackId))
      if (callback === CALLBACK.data) one?.resolve(message.data)
      else one?.reject(message.reason)
    }
  }

  const port = {
    addEventListener: (_: string, added: typeof listener): void => {
      listener = added
    },
    removeEventListener: (): void => {},
    postMessage: receive,
  }
  const result = new Promise<{ readonly pages: number } | { readonly fault: unknown }>((resolve) => {
    opened = resolve
  })
  const close = (): void => {
    ask('Terminate', {}).catch(() => {})
  }
  try {
    WorkerMessageHandler.createDocumentHandler(parametersOf(bytes), port)
    send({ action: 'Ready', data: null })
  } catch (fault) {
    opened({ fault })
  }
  const known = await result
  if ('fault' in known) {
    close()
    return { fault: faultOf(known.fault) }
  }
  const pdf: OpenPdf = {
    pages: known.pages,
    page: async (index) => pageOf(await ask('GetPage', { pageIndex: index }).catch(() => undefined)),
    operators: (index, take) =>
      new Promise((done) => {
        const streamId = next++
        streams.set(streamId, { take, done })
        const data = { pageId: index, pageIndex: index, intent: DISPLAY, cacheKey: '', modifiedIds: null }
        send({
          action: 'GetOperatorList',
          streamId,
          data: { ...data, annotationStorage: null },
          desiredSize: 1,
        })
      }),
    font: (name) => fonts.get(name),
    properties: async () => propertiesOf(await ask('GetMetadata', {}).catch(() => undefined)),
    unread,
    close,
  }
  return { pdf }
}

let isQuiet = false

/** It would warn on the console; verbosity 0 is errors alone, and is kept for all documents. */
function quiet(handler: {
  initializeFromPort(port: {
    addEventListener(type: string, listener: (event: { readonly data: unknown }) => void): void
    removeEventListener(): void
    postMessage(message: unknown): void
  }): void
}): void {
  if (isQuiet) return
  isQuiet = true
  let listener: (event: { readonly data: unknown }) => void = () => {}
  handler.initializeFromPort({
    addEventListener: (_, added) => {
      listener = added
    },
    removeEventListener: () => {},
    postMessage: () => {},
  })
  listener({
    data: { sourceName: 'main', targetName: 'worker', action: 'configure', data: { verbosity: 0 } },
  })
}

function parametersOf(data: Uint8Array): Readonly<Record<string, unknown>> {
  return {
    docId: DOCUMENT,
    apiVersion: VERSION,
    data,
    password: null,
    disableAutoFetch: true,
    rangeChunkSize: 65536,
    docBaseUrl: null,
    enableXfa: false,
    evaluatorOptions: {
      // no image is decoded: what is wanted are glyphs and lines
      maxImageSize: 0,
      disableFontFace: false,
      ignoreErrors: true,
      isEvalSupported: false,
      isOffscreenCanvasSupported: false,
      isImageDecoderSupported: false,
      canvasMaxAreaInBytes: -1,
      fontExtraProperties: false,
      useSystemFonts: false,
      useWasm: false,
      useWorkerFetch: false,
      cMapUrl: 'cmaps/',
      cMapPacked: true,
      iccUrl: null,
      standardFontDataUrl: 'standard_fonts/',
      wasmUrl: null,
      enableWebGPU: false,
    },
  }
}

function faultOf(fault: unknown): { readonly kind: 'password' | 'damaged'; readonly message: string } {
  const name = isObject(fault) || fault instanceof Error ? String(fault.name) : ''
  const message = isObject(fault) || fault instanceof Error ? String(fault.message) : String(fault)
  return { kind: name === 'PasswordException' ? 'password' : 'damaged', message }
}

function pageOf(value: unknown): PdfPage | undefined {
  if (!isObject(value) || !Array.isArray(value.view)) return undefined
  const [x0, y0, x1, y1] = value.view.map(Number)
  if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return undefined
  const turned = (((Number(value.rotate) || 0) % 360) + 360) % 360
  return { view: [x0, y0, x1, y1], rotate: turned === 90 || turned === 180 || turned === 270 ? turned : 0 }
}

const PROPERTIES: readonly (readonly [string, string])[] = [
  ['Title', 'title'],
  ['Author', 'creator'],
  ['Subject', 'subject'],
  ['Keywords', 'keywords'],
  ['CreationDate', 'created'],
  ['ModDate', 'modified'],
]

/** As the other formats name them, so that what looks for persons in them finds them. */
function propertiesOf(value: unknown): Readonly<Record<string, string>> {
  const info: unknown = Array.isArray(value) ? value[0] : undefined
  if (!isObject(info)) return {}
  return Object.fromEntries(
    PROPERTIES.flatMap(([from, to]) => {
      const text = info[from]
      return typeof text === 'string' && text.trim() !== '' ? [[to, text]] : []
    }),
  )
}
