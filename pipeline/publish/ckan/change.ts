/** Differences as a person reads them. */
import type { Change } from '../target.ts'
import { SAID } from './said.ts'
import type { WantedResource } from './wanted.ts'
import { KEY, TABLE, type Wanted } from './wanted.ts'

/** Undefined for what we keep for ourselves: it changes with what is told anyway, and says nothing to a person. */
export function wordsOf(
  what: string,
  before: string | undefined,
  after: string | undefined,
): Change | undefined {
  if ([SAID, TABLE, KEY].some((own) => what.endsWith(`.${own}`))) return undefined
  return {
    what,
    ...(before === undefined || before === '' ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  }
}

/** All that a dataset is made of. */
export function changesOfNew({ dataset, extras, resources, offer, marker }: Wanted): readonly Change[] {
  const told = (prefix: string, texts: Readonly<Record<string, string>>): readonly Change[] =>
    Object.entries(texts).flatMap(([key, after]) => wordsOf(`${prefix}${key}`, undefined, after) ?? [])
  return [
    ...told('', dataset.fields),
    ...(dataset.tags.length === 0 ? [] : [{ what: 'tags', after: listText(dataset.tags) }]),
    ...(dataset.groups.length === 0 ? [] : [{ what: 'groups', after: listText(dataset.groups) }]),
    ...told('extras.', extras),
    ...resources.map(newFile),
    ...(marker === null ? [] : [{ what: 'datastore', after: String(offer.table?.count ?? 0) }]),
  ]
}

function newFile({ file }: WantedResource): Change {
  return { what: `file ${file.path}`, after: byteText(file.bytes, file.sha256) }
}

export function listText(names: readonly string[]): string {
  return names.join(', ')
}

/** `1234 (sha256 9f86d081…)` */
export function byteText(bytes: number, sha256: string): string {
  return `${bytes} (sha256 ${sha256.slice(0, 8)}…)`
}
