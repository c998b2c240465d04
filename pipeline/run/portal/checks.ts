/** What the schema of a portal file can not see. */
import path from 'node:path'
import { PLACEHOLDERS, unknownPlaceholders } from '../../catalog/placeholders.ts'
import { type Effects, readText } from '../../effects.ts'
import { suggest } from '../../lib/suggest.ts'
import type { Problem } from '../../problem.ts'
import { portalProblem } from './problems.ts'

/** What stands under a portal's address, and is none of it: what people copy from their browser. */
const PAGES = /\/(?:api|dataset|organization|group|user|dashboard)(?:\/.*)?$/

/** The address with a slash at its end. */
export function checkAddress(
  file: string,
  url: string | undefined,
): { readonly url?: string; readonly problems: readonly Problem[] } {
  const where = { file, key: 'url' }
  if (url === undefined) return { problems: [portalProblem('run/portal-url-missing', { file }, { file })] }
  const expected = `${url.replace(PAGES, '').replace(/\/+$/, '')}/`
  if (PAGES.test(url) || !URL.canParse(url))
    return { problems: [portalProblem('run/portal-url', where, { file, actual: url, expected })] }
  const { protocol, hostname } = new URL(url)
  const clear = protocol === 'http:' && !isHere(hostname)
  return { url: expected, problems: clear ? [portalProblem('run/portal-not-https', where, { file })] : [] }
}

/** This machine: nothing goes over a wire. */
function isHere(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

interface PortalLines {
  readonly name: string
  readonly tags: readonly string[]
  readonly fields: Readonly<Record<string, string>>
  readonly extras: Readonly<Record<string, string>>
}

/** A name between braces that nobody knows would leave its line out without a word. */
export function checkLines(file: string, { name, tags, fields, extras }: PortalLines): readonly Problem[] {
  const named = (key: string, lines: Readonly<Record<string, string>>) =>
    Object.entries(lines).map(([own, line]) => [`${key}.${own}`, line] as const)
  const lines = [
    ['name', name] as const,
    ...tags.map((line) => ['tags', line] as const),
    ...named('fields', fields),
    ...named('extras', extras),
  ]
  return lines.flatMap(([key, line]) =>
    unknownPlaceholders(line).map((actual) => {
      const near = suggest(actual, PLACEHOLDERS)
      return portalProblem(
        'run/portal-placeholder',
        { file, key },
        {
          file,
          key,
          actual,
          expected: PLACEHOLDERS.join(', '),
          hintJa: near === undefined ? '' : `「${near}」のことですか。`,
          hintEn: near === undefined ? '' : `Did you mean "${near}"?`,
        },
      )
    }),
  )
}

/** The certificates of a PEM file; where it lies is said from the project. */
export function readAuthorities(
  effects: Effects,
  root: string,
  file: string,
  authorities: string,
): { readonly pem?: string; readonly problems: readonly Problem[] } {
  const at = path.resolve(root, authorities)
  const pem = effects.stat(at)?.isDirectory === false ? readText(effects, at) : ''
  if (
    /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(pem) &&
    !/PRIVATE KEY-----/.test(pem)
  )
    return { pem, problems: [] }
  return {
    problems: [
      portalProblem('run/portal-authorities', { file, key: 'authorities' }, { file, actual: authorities }),
    ],
  }
}

/** A name is one dataset's: two that have the same would be written over each other. */
export function checkNames(
  file: string,
  name: string,
  names: Readonly<Record<string, string>>,
): readonly Problem[] {
  const all = Object.values(names)
  const twice = [...new Set(all.filter((one, at) => all.indexOf(one) !== at))]
  const same = (key: string, actual: string) =>
    portalProblem('run/portal-names', { file, key }, { file, key, actual, id: '{id}', slug: '{slug}' })
  // a blank one: the portal gives the names
  const fixed = name === '' || /\{(?:id|slug)\}/.test(name) ? [] : [same('name', name)]
  return [...fixed, ...twice.map((one) => same('names', one))]
}

/** Names of datasets that are not there any more, or are misspelt. */
export function unusedNames(
  { file, names }: { readonly file: string; readonly names: Readonly<Record<string, string>> },
  ids: readonly string[],
): readonly Problem[] {
  return Object.keys(names).flatMap((actual) => {
    if (ids.includes(actual)) return []
    const near = suggest(actual, ids)
    return portalProblem(
      'run/portal-names-unused',
      { file, key: `names.${actual}` },
      {
        file,
        actual,
        hintJa: near === undefined ? '' : `「${near}」のことですか。`,
        hintEn: near === undefined ? '' : `Did you mean "${near}"?`,
      },
    )
  })
}
