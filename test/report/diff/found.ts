/** Comparisons made by hand. */
import type { DatasetDiff, DiffFound, ShownChange } from '../../../pipeline/report/diff/model.ts'

export const EVIL = '<img src=x onerror=alert(1)>\u001b[31m\u202e|`*_@someone #12 https://evil.example/'

export function datasetDiff(
  changes: readonly ShownChange[] = [],
  more: Partial<DatasetDiff> = {},
): DatasetDiff {
  const many = (kind: ShownChange['kind']): number => changes.filter((one) => one.kind === kind).length
  return {
    id: '111111_roads',
    title: { ja: '道路', en: 'Roads' },
    state: 'changed',
    from: '1.0.0',
    to: '1.1.0',
    primaryKey: ['identifier'],
    columns: [],
    counts: { added: many('added'), removed: many('removed'), changed: many('changed'), same: 5 },
    headers: { identifier: 'ID', name: '名称' },
    async *changes() {
      yield* changes
    },
    ...more,
  }
}

export function found(...datasets: readonly DatasetDiff[]): DiffFound {
  return { before: 'A', after: 'B', datasets }
}

export const CHANGES: readonly ShownChange[] = [
  { kind: 'removed', key: '1', record: { identifier: '1', name: '古い' } },
  { kind: 'changed', key: '2', fields: [{ field: 'name', before: '前', after: null }] },
  { kind: 'added', key: '3', record: { identifier: '3', name: EVIL } },
]

export async function whole(texts: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const part of texts) text += part
  return text
}
