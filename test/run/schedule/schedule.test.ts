import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { isObject } from '../../../pipeline/lib/object.ts'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import type { Note } from '../../../pipeline/run/ledger/note.ts'
import { readSchedule } from '../../../pipeline/run/schedule/read.ts'
import { dueOf, overdueSince } from '../../../pipeline/run/schedule/schedule.ts'
import { PACKAGE } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'

const effects = nodeEffects()
const schedule = readSchedule(effects, temporary(), PACKAGE)
const NOW = new Date('2026-04-10T03:00:20Z')

function note(frequency: string | null, more: Partial<Note> & { every?: string } = {}): Note {
  const { every, ...rest } = more
  const origin = { url: 'https://a.example/x.csv', ...(every === undefined ? {} : { every }) }
  const title = { ja: '', en: '' }
  return { source: 'a/b', declared: { signature: '', origin, frequency, title }, ...rest }
}

describe('due', () => {
  test.each<[string, Note, string]>([
    ['never looked at', note('1年に1回'), 'due'],
    ['a minute ago', note('毎日', { checked: '2026-04-10T02:59:00Z' }), 'not'],
    ['daily, half a day ago', note('毎日', { checked: '2026-04-09T16:00:00Z' }), 'due'],
    ['annual, half a day ago', note('1年に1回', { checked: '2026-04-09T16:00:00Z' }), 'not'],
    ['annual, by the daily timer a little early', note('年１回', { checked: '2026-04-09T03:00:40Z' }), 'due'],
    ['no frequency, by the daily timer', note(null, { checked: '2026-04-09T03:00:40Z' }), 'due'],
    ['a word that nobody knows', note('ときどき', { checked: '2026-04-09T03:00:40Z' }), 'due'],
    ['never', note('更新しない'), 'not'],
    ['never, but `every` says other', note('更新しない', { every: '毎日' }), 'due'],
    ['often, but `every` says never', note('毎日', { every: '更新しない' }), 'not'],
    ['looked at in the future', note('毎日', { checked: '2027-01-01T00:00:00Z' }), 'clock'],
    ['a time that is none', note('毎日', { checked: 'soon' }), 'due'],
    [
      'failed a minute ago',
      note('1年に1回', {
        checked: '2026-04-10T02:59:00Z',
        failures: [{ stage: 'acquire', code: 'x/y', since: '', at: '' }],
      }),
      'due',
    ],
    [
      'its build failed',
      note('1年に1回', {
        checked: '2026-04-10T02:59:00Z',
        failures: [{ stage: 'build', code: 'x/y', since: '', at: '' }],
      }),
      'not',
    ],
    ['nothing is known of it', { source: 'a/b' }, 'not'],
    [
      'a person puts it there',
      {
        ...note('毎日'),
        declared: { signature: '', origin: null, frequency: '毎日', title: { ja: '', en: '' } },
      },
      'not',
    ],
  ])('%s', (_, one, expected) => {
    expect(dueOf(schedule, one, NOW)).toBe(expected)
  })
})

test.each([
  ['毎日', '2026-04-08', undefined],
  ['毎日', '2026-04-06', '2026-04-09T00:00:00.000Z'],
  ['毎月', '2026-03-10', undefined],
  ['毎月', '2026-01-10', '2026-02-24T00:00:00.000Z'],
  ['1年に1回', '2025-04-01', undefined],
  ['1年に1回', '2024-04-01', '2025-06-05T00:00:00.000Z'],
  ['随時', '2001-01-01', undefined],
  ['更新しない', '2001-01-01', undefined],
  [null, '2001-01-01', undefined],
  ['毎日', undefined, undefined],
])('%s, last changed %s: overdue since %s', (word, changed, expected) => {
  expect(overdueSince(schedule.ruleOf(word), changed, NOW)).toBe(expected)
})

test('every code of the vocabulary has its rule, and no other code one', () => {
  const codes = (file: string, key: string, inner?: string) => {
    const { value } = parseYaml(effects.readFile(path.join(PACKAGE, 'schemas', file)).toString())
    const found = isObject(value) ? value[key] : undefined
    const all = inner === undefined ? found : isObject(found) ? found[inner] : undefined
    return isObject(all) ? Object.keys(all).sort() : []
  }
  expect(codes('schedule.yaml', 'frequency')).toEqual(codes('vocabularies.yaml', 'frequency', 'concepts'))
})

test('a project may have its own table; one with a fault is told', () => {
  const root = temporary()
  write(root, { 'schemas/schedule.yaml': 'other: { every: 1 }\nfrequency: { DAILY: { every: 2 } }\n' })
  expect(readSchedule(effects, root, PACKAGE).ruleOf('毎日')).toEqual({ every: 2 })
  write(root, { 'schemas/schedule.yaml': 'other: { evry: 1 }\nfrequency: { DAILY: { every: 2 } }\n' })
  expect(() => readSchedule(effects, root, PACKAGE)).toThrow(/evry/)
})
