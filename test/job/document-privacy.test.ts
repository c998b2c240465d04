/** The privacy gate on documents: every line of them comes out. */
import { expect, test } from 'vitest'
import type { JobResult } from '../../pipeline/job.ts'
import { runJob } from '../../pipeline/job.ts'
import { PACKAGE, PRIVACY, schemasOf, sha256 } from '../helpers/job.ts'

const MOBILE = '090-1234-5678'
const SOURCE = `title: { ja: 会議, en: Meetings }
document:
  form: text
  blocks:
    - { block: meeting, starts: "会議 {number:int} {name}", row: meeting, key: "{number}", paragraphs: note }
datasets:
  ict_plan_sections: { rows: meeting, fields: { name: name } }
expect: {}
`

/** Only what the gate says: the record type of the dataset is another's. */
async function run(text: string, privacy = ''): Promise<JobResult> {
  const files = new Map<string, Uint8Array>()
  const add = (name: string, content: string) => files.set(name, new TextEncoder().encode(content))
  const folder = 'sources/000000/meetings'
  add(`${folder}/snapshot/in.txt`, text)
  add('sources/000000/publisher.yaml', 'code: "142140"\nname: { ja: 町, en: Town }\nlicence: CC-BY-4.0\n')
  add(`${folder}/source.yaml`, `${SOURCE}${privacy}`)
  const bytes = files.get(`${folder}/snapshot/in.txt`) ?? new Uint8Array()
  const facts = `sha256: ${sha256(bytes)}\nbytes: ${bytes.length}\nmediaType: text/plain\n`
  add(`${folder}/snapshot.yaml`, `file: in.txt\n${facts}`)
  add(`${folder}/cases.yaml`, 'cases:\n  - { dataset: ict_plan_sections, record: { identifier: "1" } }\n')
  const schemas = schemasOf(PACKAGE)
  return runJob({ publisher: '000000', source: 'meetings', files, schemas, sha256 }, PRIVACY)
}

const told = ({ problems }: JobResult) =>
  problems
    .filter(({ code }) => /^inspect|allow/.test(code))
    .map(({ code, severity, where }) => [code, severity, where.line])

test('a line of a document fails its source, and is quoted nowhere', async () => {
  const text = `会議 1 定例\n担当 ${MOBILE}\n終わり\n`
  const result = await run(text)
  expect(told(result)).toEqual([['inspect/mobile-phone', 'error', 2]])
  expect(JSON.stringify(result.problems)).not.toContain(MOBILE)
  expect(result.problems.find(({ code }) => code === 'inspect/mobile-phone')).toMatchObject({
    scope: 'source',
    where: { text: '担…(16)' },
  })
  expect(told(await run('会議 1 定例\n終わり\n'))).toEqual([])
})

test('until there is a reason, which goes stale', async () => {
  const allow = (row: number) =>
    `privacy: { allow: [ { rule: mobile-phone, row: ${row}, reason: 公開している番号 } ] }\n`
  const text = `会議 1 定例\r\n担当 ${MOBILE}\r\n`
  expect(told(await run(text, allow(2)))).toEqual([['validate/allowed', 'info', 9]])
  expect(told(await run(text, allow(3)))).toEqual([
    ['inspect/mobile-phone', 'error', 2],
    ['validate/unused-allow', 'error', 9],
  ])
})
