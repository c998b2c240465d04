/** A newer file with the same records: dist/ changes all the same, and what is said must not sound as if it did not. */
import { expect, test } from 'vitest'
import { acquiredText } from '../../pipeline/cli/acquire-text.ts'
import { collect } from '../../pipeline/report/collect.ts'
import type { AcquireResult } from '../../pipeline/run/acquire/result.ts'
import { tally } from '../../pipeline/run/context.ts'

const RESULT: AcquireResult = {
  command: 'acquire',
  sources: { total: 1, later: 0, unchanged: 0, taken: 1, waiting: 0, failed: 0 },
  taken: [
    {
      source: '111111/aed',
      title: { ja: 'AED', en: 'AED' },
      datasets: [{ id: '111111_aed', title: { ja: 'AED', en: 'AED' }, records: 3, before: 3 }],
      warnings: [],
    },
  ],
  waiting: [],
  failed: tally(),
  requests: 1,
  problems: collect(),
  bugs: [],
  phases: { fetch: 0, trial: 0 },
}

test('that the records are the same, and what will be new', () => {
  const text = acquiredText(RESULT, { lang: 'ja' })
  expect(text).toContain('レコードは前と同じ')
  expect(text).toContain('記録だけが新しく')
  expect(text).not.toContain('公開する内容は同じ')
  expect(acquiredText(RESULT, { lang: 'en' })).toContain('its records are the same')
})
