/** What CKAN says of a refused request, in words; nothing in them can be taken for the token. */
import { isObject } from '../../lib/object.ts'
import { clip } from '../../problem.ts'

/** With more, a person reads none. */
const SHOWN = 5

/** `tags: Tag "税" length is less than minimum 2`, `resources.2.url: …`; what a list has at a place counts from 1. */
export function errorWords(errors: Readonly<Record<string, unknown>>): string {
  const found = Object.entries(errors).flatMap(([key, value]) => (key === '__type' ? [] : told(key, value)))
  const type = typeof errors.__type === 'string' ? errors.__type : ''
  if (found.length === 0) return type
  const rest = found.length - SHOWN
  return clip(`${found.slice(0, SHOWN).join(' / ')}${rest > 0 ? ` / +${rest}` : ''}`)
}

function told(path: string, value: unknown): readonly string[] {
  if (typeof value === 'string') return [path === 'message' ? value : `${path}: ${value}`]
  if (Array.isArray(value)) {
    const texts = value.filter((one) => typeof one === 'string')
    return [
      ...(texts.length > 0 ? [`${path}: ${texts.join(', ')}`] : []),
      ...value.flatMap((one, i) => (isObject(one) ? told(`${path}.${i + 1}`, one) : [])),
    ]
  }
  if (isObject(value)) return Object.entries(value).flatMap(([key, one]) => told(`${path}.${key}`, one))
  return value === null || value === undefined ? [] : [`${path}: ${String(value)}`]
}

/** Takes the token out of what a portal sends back: some echo a request's headers. */
export function redactor(token: string | undefined): (text: string) => string {
  if (token === undefined || token.length < 8) return (text) => text
  return (text) => (text.includes(token) ? text.replaceAll(token, '…') : text)
}

/** The title of a page, which mostly says what it is: ログイン, 403 Forbidden, メンテナンス中. */
export function pageTitle(text: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? text.replace(/<[^>]*>/g, ' ')
  return clip(title.replace(/\s+/g, ' ').trim(), 80)
}
