/** A comparison of two states → what a pull request says of it. */
import { EXAMPLES, type SummaryDataset, summaryMarkdown } from '../summary.ts'
import { firstChanges } from './first.ts'
import type { DatasetDiff, DiffFound } from './model.ts'
import { DIFF_WORDS } from './words.ts'

export async function diffSummary(found: DiffFound, lang: 'ja' | 'en'): Promise<string> {
  const datasets: SummaryDataset[] = []
  for (const dataset of found.datasets) {
    const shown = await summaryOf(dataset)
    if (shown !== undefined) datasets.push(shown)
  }
  const { isUnpaired = false, caveats = [] } = found
  const told = isUnpaired ? [...caveats, { ja: DIFF_WORDS.ja.unpaired, en: DIFF_WORDS.en.unpaired }] : caveats
  return summaryMarkdown({ datasets, broken: [], ...(told.length === 0 ? {} : { caveats: told }) }, lang)
}

/** Undefined where nothing is other. */
export async function summaryOf(dataset: DatasetDiff): Promise<SummaryDataset | undefined> {
  const { id, title, state, from, to, counts, columns, headers, uncompared } = dataset
  if (state === 'same') return undefined
  const { changed, removed, added } = await firstChanges(dataset, EXAMPLES)
  return {
    id,
    title,
    state,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    counts,
    ...(uncompared === undefined ? {} : { uncompared }),
    columns,
    examples: [...changed, ...removed, ...added].slice(0, EXAMPLES),
    headers,
  }
}
