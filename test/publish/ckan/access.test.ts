import { describe, expect, test } from 'vitest'
import { checkAccess } from '../../../pipeline/publish/ckan/access.ts'
import type { CkanApi, CkanOutcome, Refusal } from '../../../pipeline/publish/ckan/api.ts'
import { portalProblem } from '../../../pipeline/publish/ckan/problems.ts'

const refusal = (kind: Refusal['kind']): CkanOutcome => ({
  refusal: { kind, errors: {}, problem: portalProblem('publish/portal-fault', {}, { actual: kind }) },
})

/** A portal as it was seen on 2.11.6 and 2.12.0, action by action. */
function portal(answers: Readonly<Record<string, CkanOutcome>>) {
  const asked: string[] = []
  const api: CkanApi = {
    call: async (action, body) => {
      asked.push(`${action} ${JSON.stringify(body)}`)
      return answers[action] ?? refusal('not-found')
    },
    download: async () => {
      throw new Error('nothing is downloaded')
    },
    requests: () => asked.length,
  }
  return { api, asked }
}

const CITY = { id: '8fb3a3bf', name: 'city', capacity: 'editor' }
const USER = { result: { id: 'a2b3', name: 'clerk' } }

describe('may publish', () => {
  test.each([
    ['by name', 'city'],
    ['by id', '8fb3a3bf'],
  ])('%s: one request', async (_, organization) => {
    const { api, asked } = portal({ organization_list_for_user: { result: [{ name: 'other' }, CITY] } })
    expect(await checkAccess(api, organization)).toEqual([])
    expect(asked).toEqual(['organization_list_for_user {"permission":"create_dataset"}'])
  })
})

describe('may not', () => {
  test.each<readonly [string, Readonly<Record<string, CkanOutcome>>, string, RegExp, RegExp]>([
    [
      'a wrong token is nobody to CKAN',
      { organization_list_for_user: { result: [] }, organization_show: { result: CITY } },
      'publish/token-wrong',
      /このトークンを知りません/,
      /新しいトークン/,
    ],
    [
      'a token whose user may not even be seen',
      { organization_list_for_user: { result: [] }, user_show: refusal('not-allowed') },
      'publish/token-wrong',
      /このトークンを知りません/,
      /新しいトークン/,
    ],
    [
      'an organization that is not there',
      { organization_list_for_user: { result: [{ name: 'a' }, { name: 'b' }] }, user_show: USER },
      'publish/organization-unknown',
      /組織 city がポータルにありません.*clerk.*a, b/,
      /organization を/,
    ],
    [
      'an organization that was deleted',
      {
        organization_list_for_user: { result: [] },
        user_show: USER,
        organization_show: refusal('not-allowed'),
      },
      'publish/organization-unknown',
      /city がポータルにありません/,
      /管理者に作って/,
    ],
    [
      'a user who may only read',
      { organization_list_for_user: { result: [] }, user_show: USER, organization_show: { result: CITY } },
      'publish/no-right',
      /利用者 clerk は、組織 city に.*登録できません/,
      /編集者（Editor）/,
    ],
    [
      'a portal that is not there',
      { organization_list_for_user: refusal('unreachable') },
      'publish/portal-fault',
      /./,
      /./,
    ],
    [
      'a portal that goes in the middle',
      { organization_list_for_user: { result: [] }, user_show: refusal('unclear') },
      'publish/portal-fault',
      /./,
      /./,
    ],
    [
      'a portal that goes at the end',
      {
        organization_list_for_user: { result: [] },
        user_show: USER,
        organization_show: refusal('portal-error'),
      },
      'publish/portal-fault',
      /./,
      /./,
    ],
    [
      'a list that is none',
      {
        organization_list_for_user: { result: 'city' },
        user_show: { result: 1 },
        organization_show: { result: 1 },
      },
      'publish/no-right',
      /city/,
      /./,
    ],
  ])('%s', async (_, answers, code, says, remedy) => {
    const problems = await checkAccess(portal(answers).api, 'city')
    expect(problems).toMatchObject([{ code, severity: 'error' }])
    expect(problems[0]?.message.ja).toMatch(says)
    expect(problems[0]?.remedy.ja).toMatch(remedy)
  })
})
