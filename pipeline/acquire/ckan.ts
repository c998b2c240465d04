/** A resource of a dataset on a CKAN, by its plain API (https://docs.ckan.org/en/2.11/api/). */
import { isObject, listOf, textOf } from '../lib/object.ts'
import type { CkanOrigin } from '../lib/origin.ts'
import type { Trouble } from './trouble.ts'
import { fitting, foldText } from './words.ts'

export interface Resource {
  readonly id: string
  readonly name: string
  readonly format: string
  readonly url: string
}

export function apiAddress({ ckan, dataset }: CkanOrigin): string {
  const base = ckan.endsWith('/') ? ckan : `${ckan}/`
  return URL.canParse(base)
    ? new URL(`api/3/action/package_show?id=${encodeURIComponent(dataset)}`, base).href
    : ckan
}

/** What package_show says; undefined where that is no answer of it. */
export function resourcesOf(said: unknown): readonly Resource[] | undefined {
  if (!isObject(said) || said.success !== true || !isObject(said.result)) return undefined
  if (!Array.isArray(said.result.resources)) return undefined
  return listOf(said.result.resources).flatMap((one) =>
    isObject(one)
      ? [
          {
            id: textOf(one.id) ?? '',
            name: textOf(one.name) ?? '',
            format: textOf(one.format) ?? '',
            url: textOf(one.url) ?? '',
          },
        ]
      : [],
  )
}

export function pickResource(
  resources: readonly Resource[],
  origin: CkanOrigin,
): { readonly resource: Resource } | { readonly trouble: Trouble } {
  const { dataset, resource: wanted, format } = origin
  const byFormat =
    format === undefined
      ? resources
      : resources.filter(
          (one) => foldText(one.format).replace(/^\./, '') === foldText(format).replace(/^\./, ''),
        )
  const byId = byFormat.filter((one) => one.id === wanted)
  const fit =
    wanted === undefined || byId.length > 0
      ? byId.length > 0
        ? byId
        : byFormat
      : fitting(byFormat, wanted, ({ name }) => name)
  const [first] = fit
  const facts = { dataset, expected: [wanted, format].filter((one) => one !== undefined).join(' / ') || '1' }
  const listed = (all: readonly Resource[]): string =>
    all
      .slice(0, 6)
      .map((one) => `「${one.name}」(${one.format}, ${one.id})`)
      .join(', ')
  if (first === undefined)
    return { trouble: { code: 'acquire/no-resource', facts: { ...facts, actual: listed(resources) } } }
  if (fit.length > 1)
    return { trouble: { code: 'acquire/several-resources', facts: { ...facts, actual: listed(fit) } } }
  return { resource: first }
}
