/** Whatever is told of a table or by a portal: the clerk reads which dataset it is about. */
import { describe, expect, test, vi } from 'vitest'
import type { CkanApi } from '../../../pipeline/publish/ckan/api.ts'
import { tableProblem } from '../../../pipeline/publish/ckan/datastore/problems.ts'
import { createCkanTarget } from '../../../pipeline/publish/ckan/target.ts'
import { fakeCkan, refusalOf } from './fake.ts'
import { givenOf, offerOf, planOf, publishAll, tableOf } from './offers.ts'

const told = vi.hoisted((): { of: string; complete: boolean } => ({ of: '', complete: true }))
// as the tables' own functions tell it: row and column, and no dataset
const problemsOf = (step: string) =>
  told.of === step
    ? [tableProblem('publish/table-row-refused', { record: '3', header: '名称' }, { actual: 'x' })]
    : []
vi.mock('../../../pipeline/publish/ckan/datastore/sync.ts', () => ({
  syncTable: async () => ({
    complete: told.complete,
    written: 0,
    removed: 0,
    problems: problemsOf('apply'),
  }),
}))
vi.mock('../../../pipeline/publish/ckan/datastore/plan.ts', () => ({
  planTable: async () => ({ changes: [{ what: 'datastore.rows' }], problems: problemsOf('plan') }),
}))
vi.mock('../../../pipeline/publish/ckan/datastore/verify.ts', () => ({
  verifyTable: async () => problemsOf('verify'),
}))

const files = { csv: 'ID,名称\r\n1,避難所\r\n' }
const OFFER = offerOf('142140_aa', files, tableOf([['1', '避難所']]))
const OTHER = offerOf('142140_aa', files, tableOf([['2', '公園']]))
const WHERE = { dataset: '142140_aa', record: '3', header: '名称' }

describe('a problem of a table', () => {
  test.each([
    { step: 'plan', complete: true },
    { step: 'apply', complete: true },
    { step: 'apply', complete: false },
    { step: 'verify', complete: true },
  ])('told by $step, table complete: $complete', async ({ step, complete }) => {
    const portal = fakeCkan()
    Object.assign(told, { of: '', complete: true })
    await publishAll(createCkanTarget(givenOf(portal.api)), [OFFER])
    Object.assign(told, { of: step, complete })
    const target = createCkanTarget(givenOf(portal.api))
    const problems =
      step === 'verify'
        ? await target.verify(OFFER, () => {})
        : step === 'plan'
          ? (await planOf(target, [OTHER])).flatMap((item) => item.problems)
          : (await publishAll(target, [OTHER])).applied.flatMap((one) => one.problems)
    expect(problems.map(({ code, where }) => [code, where])).toEqual([['publish/table-row-refused', WHERE]])
  })
})

test.each(['package_search', 'package_show', 'package_create', 'package_revise', 'package_delete'])(
  'a refusal of %s',
  async (refused) => {
    const portal = fakeCkan()
    const given = (api: CkanApi) => createCkanTarget(givenOf(api))
    if (refused === 'package_delete') await publishAll(given(portal.api), [OFFER])
    const api: CkanApi = {
      ...portal.api,
      call: async (action, body, options) =>
        action === refused ? refusalOf('not-allowed') : portal.api.call(action, body, options),
    }
    Object.assign(told, { of: '', complete: true })
    const offers = refused === 'package_delete' ? [] : [OFFER]
    const { items, applied } = await publishAll(given(api), offers, true)
    const problems = [...items, ...applied].flatMap((one) => one.problems)
    expect(problems).not.toEqual([])
    expect(new Set(problems.map(({ where }) => where.dataset))).toEqual(new Set(['142140_aa']))
  },
)
