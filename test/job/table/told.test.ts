/** What the line does to a table it also says: carried cells, the order of dates, what is hidden, what is undecided. */
import { expect, test } from 'vitest'
import { undecided } from '../../../pipeline/job/authored.ts'
import type { Publisher } from '../../../pipeline/lib/model.ts'
import { placeholder } from '../../../pipeline/lib/placeholder.ts'
import { runLine } from '../../helpers/line.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('a cell that the one above stands for is on record as it is written', async () => {
  const rows = ['名称,種別', '一番,公立', '二番,〃', '三番,〃', '四番,私立', '五番,〃', '六番,〃']
  const { changes, records } = await runLine(bytes(`${rows.join('\n')}\n`), 'x.csv')
  expect(records.get(0)?.map(({ values }) => values[1])).toEqual([
    '公立',
    '公立',
    '公立',
    '私立',
    '私立',
    '私立',
  ])
  expect(changes.map(({ row, column, before, after }) => [row, column, before, after])).toEqual([
    [3, 1, '〃', '公立'],
    [4, 1, '〃', '公立'],
    [6, 1, '〃', '私立'],
    [7, 1, '〃', '私立'],
  ])
})

test('one date proves how those beside it are written', async () => {
  const rows = ['名称,開催日', '一番,3/1/2021', '二番,3/15/2021', '三番,4/2/2021']
  const { look, records } = await runLine(bytes(`${rows.join('\n')}\n`), 'x.csv')
  expect(look.tables[0]?.table.columns[1]).toMatchObject({ dates: 'mdy' })
  expect(records.get(0)?.map(({ values }) => values[1])).toEqual(['2021-03-01', '2021-03-15', '2021-04-02'])
})

test('telephone numbers under a word for a contact are no name', async () => {
  const rows = [
    'イベント名,開催日,会場,問い合わせ',
    '夏まつり,2024/8/3,中央公園,0599-00-1111',
    '文化祭,2024/11/3,市民会館,0599-00-2222(内線33)',
    '朝市,2024/9/1,駅前広場,0599-00-3333',
  ]
  const { look } = await runLine(bytes(`${rows.join('\n')}\n`), 'event.csv')
  expect(look.tables[0]?.columns.at(-1)).toMatchObject({ target: '連絡先電話番号' })
})

test('what nobody has decided is told at each build', () => {
  const known: Publisher = {
    id: '129992',
    code: '129992',
    name: { ja: 'あさひ野市', en: 'Asahino' },
    licence: 'CC-BY-4.0',
    baseIri: 'https://129992.opendata.invalid/',
    baseIriDeclared: false,
  }
  const file = 'sources/129992/publisher.yaml'
  expect(undecided(known, { file })).toEqual([])
  const open = undecided({ ...known, licence: 'NOASSERTION', name: placeholder('129992') }, { file })
  expect(open.map(({ code, where }) => [code, where.key])).toEqual([
    ['validate/undecided', 'licence'],
    ['validate/undecided', 'name.ja'],
  ])
})
