/** A file with something in it that must not be published stays outside git, until there is a reason on file. */
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Effects } from '../../../pipeline/effects.ts'
import { nodeEffects } from '../../../pipeline/effects-node.ts'
import { parseYaml } from '../../../pipeline/lib/yaml.ts'
import { addedJson, addedText } from '../../../pipeline/report/added.ts'
import { addFile } from '../../../pipeline/run/add/add.ts'
import { checkSource } from '../../../pipeline/run/check-source.ts'
import { heldNote } from '../../../pipeline/run/held-list.ts'
import { machineOf } from '../../../pipeline/run/machine.ts'
import { createGates } from '../../../pipeline/validate/index.ts'
import { PACKAGE, schemasOf } from '../../helpers/job.ts'
import { temporary, write } from '../fake.ts'

const code = path.join(PACKAGE, 'pipeline')
const effects: Effects = { ...nodeEffects(), ask: undefined, now: () => new Date('2024-06-09T20:00:00Z') }
const machine = machineOf(effects, code)
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
})

function project(files: Readonly<Record<string, string>>): string {
  const root = temporary()
  folders.push(root)
  write(root, files)
  return root
}

const MOBILE = '090-1234-5678'
const HEAD = '全国地方公共団体コード,ID,地方公共団体名,名称,緯度,経度,設置位置,電話番号,備考'
const rowOf = (id: string, name: string, remarks: string): string =>
  `129992,${id},千葉県あさひ野市,${name},35.6${id},140.1${id},受付,0475-12-34${id.slice(-2)},${remarks}`
const csvOf = (remarks: string, more: readonly string[] = []): string =>
  `${[HEAD, rowOf('0011', '本庁舎', ''), rowOf('0012', '公民館', remarks), rowOf('0013', '小学校', ''), ...more].join('\r\n')}\r\n`

const add = (root: string, file: string, more: object = {}) =>
  addFile(effects, machine, root, { file, as: 'aed', ...more })
const exists = (root: string, name: string): boolean => fs.existsSync(path.join(root, name))
const HELD = '.hiraku/held/129992/aed'

/** Writes into the source.yaml of a folder what is allowed. */
function allow(root: string, folder: string, allowed: object): void {
  const file = path.join(root, folder, 'source.yaml')
  const text = fs.readFileSync(file, 'utf8').replace(/\nprivacy:[\s\S]*/, '\n')
  fs.writeFileSync(file, `${text}privacy: ${JSON.stringify({ allow: [allowed] })}\n`)
}

const REASON = { rule: 'mobile-phone', column: '備考', reason: '公民館が公開している番号' }

describe('a new file', () => {
  test('is held, and comes in once the reason is there', async () => {
    const root = project({ 'a.csv': csvOf(`夜間 ${MOBILE}`) })
    const held = await add(root, 'a.csv')
    expect(held).toMatchObject({ outcome: 'held', source: '129992/aed' })
    expect(held.stops?.map(({ code }) => code)).toEqual(['inspect/mobile-phone'])
    expect(exists(root, 'sources')).toBe(false)
    for (const file of held.written) expect(exists(root, file), file).toBe(true)
    expect(fs.readFileSync(path.join(root, '.hiraku/.gitignore'), 'utf8')).toBe('*\n')
    const [where] = held.questions
    expect(where?.ja).toContain(HELD)
    expect(where?.en).toContain(HELD)
    const build = { counts: {}, kinds: [], problems: held.stops ?? [] }
    const gate = createGates(schemasOf(PACKAGE))('published/added.schema.json')
    const json = addedJson(held, { ...build, counts: { error: 1, warning: 0, info: 0 } })
    expect(gate?.(JSON.parse(JSON.stringify(json)))).toEqual([])
    expect(addedText(held, (sheet) => sheet, { lang: 'ja', color: false })).toContain('Git の外')

    // nothing has changed: it stays, and asks for the reason where it is to be written
    const again = await add(root, 'a.csv')
    expect(again).toMatchObject({ outcome: 'held', written: [] })
    expect(again.stops?.map(({ code }) => code)).toEqual(['validate/authored'])
    expect(again.stops?.[0]?.where).toMatchObject({
      file: `${HELD}/source.yaml`,
      key: 'privacy.allow.1.reason',
    })
    expect(again.stops?.[0]?.message.ja).toContain(`${HELD}/source.yaml の「privacy.allow.1.reason」`)
    expect(again.stops?.[0]?.message.ja).toContain('空にはできません')
    // the reason is of something else: it is stale, and what is there is not allowed
    allow(root, HELD, { ...REASON, column: '名称' })
    const other = await add(root, 'a.csv')
    expect(other.stops?.map(({ code }) => code).sort()).toEqual([
      'inspect/mobile-phone',
      'validate/unused-allow',
    ])
    // no reason is no reason
    allow(root, HELD, { ...REASON, reason: '　' })
    expect((await add(root, 'a.csv')).stops?.map(({ code }) => code)).toEqual(['validate/authored'])
    expect(exists(root, 'sources')).toBe(false)

    allow(root, HELD, REASON)
    const added = await add(root, 'a.csv')
    expect(added).toMatchObject({ outcome: 'added', source: '129992/aed' })
    expect(added.check?.datasets).toEqual([{ id: '129992_aed', records: 3 }])
    const kinds = added.check?.problems.kinds() ?? []
    expect(kinds.filter(({ severity }) => severity === 'error')).toEqual([])
    const [told] = kinds.filter(({ code }) => code === 'validate/allowed')
    expect(told?.problems[0]?.message.ja).toContain(REASON.reason)
    expect(exists(root, '.hiraku/held/129992/aed')).toBe(false)
    for (const file of added.written) expect(exists(root, file), file).toBe(true)
    const { value } = parseYaml(fs.readFileSync(path.join(root, 'sources/129992/aed/source.yaml'), 'utf8'))
    // the row that was held came out
    expect(value).toMatchObject({ expect: { records: { aed: 3 } }, privacy: { allow: [REASON] } })
    const cases = fs.readFileSync(path.join(root, 'sources/129992/aed/cases.yaml'), 'utf8')
    expect(cases.match(/row: \d+/g)).toEqual(['row: 2', 'row: 4'])
    expect(cases).not.toContain(MOBILE)
    expect(JSON.stringify(added)).not.toContain(MOBILE)
  })

  test('mended by the office, it comes in, and what was held goes', async () => {
    const root = project({ 'a.csv': csvOf(MOBILE) })
    await add(root, 'a.csv')
    write(root, { 'a.csv': csvOf('') })
    expect(await add(root, 'a.csv')).toMatchObject({ outcome: 'added', source: '129992/aed' })
    expect(exists(root, HELD)).toBe(false)
  })

  test('each finding has its place for a reason, filled in is all that is needed', async () => {
    const root = project({ 'a.csv': csvOf(MOBILE, [rowOf('0014', '支所', 'taro@gmail.com')]) })
    await add(root, 'a.csv')
    const file = path.join(root, HELD, 'source.yaml')
    const text = fs.readFileSync(file, 'utf8')
    expect(text.match(/^ {4}- \{ rule.*$/gm)).toEqual([
      '    - { rule: mobile-phone, column: 備考, reason: "" }',
      '    - { rule: private-mail, column: 備考, reason: "" }',
    ])
    fs.writeFileSync(file, text.replaceAll('reason: ""', 'reason: 公開している連絡先'))
    expect(await add(root, 'a.csv')).toMatchObject({ outcome: 'added' })
  })

  test('reasons stay when the file is mended: what is left of them lets it in', async () => {
    const root = project({ 'a.csv': csvOf(MOBILE, [rowOf('0014', '支所', 'taro@gmail.com')]) })
    await add(root, 'a.csv')
    const file = path.join(root, HELD, 'source.yaml')
    const text = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, text.replace('column: 備考, reason: ""', 'column: 備考, reason: 公開している番号'))
    write(root, { 'a.csv': csvOf(MOBILE) })
    expect(await add(root, 'a.csv')).toMatchObject({ outcome: 'added' })
    const { value } = parseYaml(fs.readFileSync(path.join(root, 'sources/129992/aed/source.yaml'), 'utf8'))
    expect(value).toMatchObject({
      privacy: { allow: [{ rule: 'mobile-phone', column: '備考', reason: '公開している番号' }] },
    })
  })

  test('mended, by another name it comes in by its own, and the former is named', async () => {
    const root = project({ 'a.csv': csvOf(MOBILE) })
    await add(root, 'a.csv')
    expect(heldNote(effects, root)?.ja).toContain(`保留中: 1 件 ${HELD}`)
    write(root, { 'b.csv': csvOf('') })
    const added = await add(root, 'b.csv')
    expect(added).toMatchObject({ outcome: 'added', source: '129992/aed' })
    expect(added.questions[0]?.ja).toContain(`「a.csv」`)
    expect(added.questions[0]?.ja).toContain(HELD)
    expect(exists(root, HELD)).toBe(true)
    fs.rmSync(path.join(root, HELD), { recursive: true })
    expect(heldNote(effects, root)).toBeUndefined()
  })

  test('a reason with the value in it, or for the whole file, lets nothing in', async () => {
    const root = project({ 'a.csv': csvOf(MOBILE) })
    await add(root, 'a.csv')
    allow(root, HELD, { ...REASON, reason: `館の ${MOBILE}` })
    const quoted = await add(root, 'a.csv')
    expect(quoted.stops?.map(({ code }) => code)).toEqual(['validate/reason-value'])
    expect(JSON.stringify(quoted)).not.toContain(MOBILE)
    allow(root, HELD, { rule: 'mobile-phone', reason: '館の番号' })
    expect((await add(root, 'a.csv')).stops?.map(({ code }) => code)).toEqual(['validate/wide-allow'])
    expect(exists(root, 'sources')).toBe(false)
  })

  test('what is no column of it is reason enough', async () => {
    const root = project({ 'a.csv': `問い合わせ ${MOBILE}\r\n${csvOf('')}` })
    expect(await add(root, 'a.csv')).toMatchObject({ outcome: 'held' })
    allow(root, HELD, { rule: 'mobile-phone', row: 1, reason: '課の公用の携帯電話' })
    expect(await add(root, 'a.csv')).toMatchObject({ outcome: 'added' })
  })
})

test('what is written of it holds none of it: headers, titles, words of rules', async () => {
  const note = `※ 問い合わせは ${MOBILE} まで`
  const csv = `店の一覧 ${MOBILE}\r\n店名,席数,受付 ${MOBILE}\r\n一番,10,あ\r\n二番,20,い\r\n三番,30,う\r\n四番,15,え\r\n${note}\r\n`
  const root = project({ '店.csv': csv })
  const held = await addFile(effects, machine, root, { file: '店.csv', publisher: '129992' })
  expect(held.outcome).toBe('held')
  const texts = held.written.filter((name) => !name.includes('/snapshot/'))
  expect(texts.length).toBeGreaterThan(4)
  for (const name of texts) expect(fs.readFileSync(path.join(root, name), 'utf8'), name).not.toContain(MOBILE)
  expect(JSON.stringify(held)).not.toContain(MOBILE)
  const source = fs.readFileSync(
    path.join(root, texts.find((one) => one.endsWith('source.yaml')) ?? ''),
    'utf8',
  )
  // the note is known by the words before the number, or by its mark
  expect(source).toMatch(/as: note, starts: \["?※/)
})

describe('a source that is there', () => {
  const BETTER = [rowOf('0014', '図書館', ''), rowOf('0015', '体育館', MOBILE)]

  test('does not take a newer file with something in it, until its reason is there', async () => {
    const root = project({ 'a.csv': csvOf('') })
    await add(root, 'a.csv')
    write(root, { 'a.csv': csvOf('', BETTER) })
    const held = await add(root, 'a.csv', { yes: true })
    expect(held).toMatchObject({ outcome: 'held', source: '129992/aed' })
    const stop = held.candidate?.problems.find(({ code }) => code === 'inspect/mobile-phone')
    expect(stop?.remedy.ja).toContain(
      '- { rule: mobile-phone, column: 備考, record: "aed/0015", reason: "" }',
    )
    expect(JSON.stringify(held)).not.toContain(MOBILE)
    const text = (name: string): string =>
      fs.readFileSync(path.join(root, 'sources/129992/aed', name), 'utf8')
    expect(text('snapshot/a.csv')).not.toContain(MOBILE)

    allow(root, 'sources/129992/aed', { ...REASON, record: 'aed/0015' })
    const taken = await add(root, 'a.csv', { yes: true })
    expect(taken).toMatchObject({ outcome: 'accepted' })
    expect(taken.check?.datasets).toEqual([{ id: '129992_aed', records: 5 }])
  })

  test('with more of what its column is let pass for waits for a person, whatever --yes says', async () => {
    const root = project({ 'a.csv': csvOf(MOBILE) })
    await add(root, 'a.csv')
    allow(root, HELD, REASON)
    expect(await add(root, 'a.csv')).toMatchObject({ outcome: 'added' })
    // the same number of them, and another row
    write(root, { 'a.csv': csvOf(MOBILE, [rowOf('0014', '図書館', '')]) })
    expect(await add(root, 'a.csv', { yes: true })).toMatchObject({ outcome: 'accepted' })
    const other = MOBILE.replace('1234', '4321')
    write(root, { 'a.csv': csvOf(MOBILE, [rowOf('0014', '図書館', `自宅 ${other}`)]) })
    const waiting = await add(root, 'a.csv', { yes: true })
    expect(waiting).toMatchObject({ outcome: 'waiting', candidate: { isMore: true } })
    expect(waiting.questions[0]?.ja).toMatch(/「備考」.*mobile-phone.*1 件増えます/)
    expect(waiting.questions[0]?.en).toMatch(/"備考".*1 more findings of mobile-phone/)
    expect(JSON.stringify(waiting)).not.toContain(other)
    expect(addedText(waiting, String, { lang: 'ja', color: false })).not.toMatch(/次に: .*--yes/)
    const snapshot = path.join(root, 'sources/129992/aed/snapshot/a.csv')
    expect(fs.readFileSync(snapshot, 'utf8')).not.toContain(other)
    // a person looks and says no, then names it
    const asked: string[] = []
    const ask = (answer: string) => async (question: string) => {
      asked.push(question)
      return answer
    }
    const at = (answer: string) =>
      addFile({ ...effects, ask: ask(answer) }, machine, root, { file: 'a.csv', as: 'aed' })
    expect(await at('n')).toMatchObject({ outcome: 'waiting' })
    expect(asked.join()).toContain('mobile-phone')
    allow(root, 'sources/129992/aed', { ...REASON, record: 'aed/0014' })
    expect((await add(root, 'a.csv', { yes: true })).outcome).toBe('held')
    const both = [REASON, { ...REASON, record: 'aed/0014' }]
    const file = path.join(root, 'sources/129992/aed/source.yaml')
    const text = fs.readFileSync(file, 'utf8').replace(/privacy: .*\n/, '')
    fs.writeFileSync(file, `${text}privacy: ${JSON.stringify({ allow: both })}\n`)
    expect(await add(root, 'a.csv', { yes: true })).toMatchObject({ outcome: 'accepted' })
    write(root, { 'a.csv': csvOf(MOBILE, [rowOf('0014', '図書館', other), rowOf('0015', '体育館', other)]) })
    expect(await at('y')).toMatchObject({ outcome: 'accepted' })
  })

  test('holds the row in a build; what is not published is only told', async () => {
    const root = project({ 'a.csv': csvOf(MOBILE).replace('備考', '庁内メモ') })
    await add(root, 'a.csv')
    allow(root, HELD, { ...REASON, column: '庁内メモ' })
    await add(root, 'a.csv')
    const folder = 'sources/129992/aed'
    const file = path.join(root, folder, 'source.yaml')
    const allowed = fs.readFileSync(file, 'utf8')
    fs.writeFileSync(file, allowed.replace(/privacy: .*\n/, ''))
    const { problems, datasets } = await checkSource(effects, machine, root, '129992/aed')
    const [told] = problems.kinds().filter(({ code }) => code === 'inspect/mobile-phone')
    expect(told).toMatchObject({ severity: 'warning', count: 1 })
    expect(told?.problems[0]?.message.ja).toContain('スナップショット')
    expect(problems.counts.error).toBe(0)
    expect(datasets).toEqual([{ id: '129992_aed', records: 3 }])

    // the same in a column that is published
    const mapped = allowed
      .replace(/privacy: .*\n/, '')
      .replace(/\{ header: 庁内メモ, leave: [^}]*\}/, '{ header: 庁内メモ, to: 備考 }')
    fs.writeFileSync(file, mapped)
    const strict = await checkSource(effects, machine, root, '129992/aed')
    expect(strict.problems.kinds().find(({ code }) => code === 'inspect/mobile-phone')).toMatchObject({
      severity: 'error',
    })
    fs.writeFileSync(file, mapped.replace('records: { aed: 3 }', 'records: { aed: 2 }, maxHeld: 1'))
    const loose = await checkSource(effects, machine, root, '129992/aed')
    expect(loose.problems.counts.error).toBe(0)
    expect(JSON.stringify(loose.rows)).toContain('"heldRows":[{"rows":"3","codes":["inspect/mobile-phone"]}]')
  })
})
