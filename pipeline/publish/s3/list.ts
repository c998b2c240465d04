/** A page of ListObjectsV2. */
import { type Element, readXml, textIn } from './xml.ts'

export interface Listed {
  readonly key: string
  readonly bytes: number
  /** without its quotes */
  readonly etag: string
}

export interface Page {
  readonly objects: readonly Listed[]
  /** asks for what follows */
  readonly next?: string
}

/** Undefined where it is no such page. */
export function pageOf(xml: string): Page | undefined {
  const root = readXml(xml)
  if (root?.name !== 'ListBucketResult') return undefined
  // only a server that says so has escaped the keys
  const isEscaped = textIn(root, 'EncodingType') === 'url'
  const objects: Listed[] = []
  for (const child of root.children) {
    if (child.name !== 'Contents') continue
    const object = objectOf(child, isEscaped)
    if (object === undefined) return undefined
    objects.push(object)
  }
  if (textIn(root, 'IsTruncated') !== 'true') return { objects }
  const next = textIn(root, 'NextContinuationToken')
  // a part of the list that was taken for all of it would call files missing
  return next === undefined || next === '' ? undefined : { objects, next }
}

function objectOf(element: Element, isEscaped: boolean): Listed | undefined {
  const written = textIn(element, 'Key') ?? ''
  const key = isEscaped ? unescaped(written) : written
  const bytes = textIn(element, 'Size') ?? ''
  if (key === undefined || key === '' || !/^\d+$/.test(bytes)) return undefined
  return { key, bytes: Number(bytes), etag: (textIn(element, 'ETag') ?? '').replaceAll('"', '') }
}

/** As a form is: the blank is `+`. */
function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
