import { test } from 'vitest'
import { realLines, realText, runAround, withLine, without, lineOf, expectReadable } from '../helpers/bad-input.ts'
const L = realLines
const H = lineOf('電子申請システム等に よるオンライン申請数') - 1
const cases: Record<string, string | Uint8Array> = {
  truncated: L.slice(0, 300).join('\n'),
  truncatedMid: realText.slice(0, 9000),
  truncatedSummary: L.slice(0, 40).join('\n'),
  missingTable: without(H, H + 1),
  missingSummary: without(29, 46),
  extraColumn: L.map((l, i) => i + 1 === H || i === H ? l + '\tx' : l).join('\n'),
  title: withLine('<1-1-3', (l) => l.replace('取得率', '交付率')),
  dup: withLine('<1-1-3', (l) => l.replace('1-1-3', '1-1-2')),
  totals: withLine('◎10', (l) => l.replace('◎10', '◎9')),
  totals2: withLine('◎10', (l) => l.replace('◎10', '◎9').replace('○3', '○4')),
  count: withLine('取組数:16', (l) => l.replace('16', '17')),
  heading: withLine('<1-1-3', (l) => l.replace('<', '')),
  other: '別の文書です。\n\nこれは計画の評価ではありません。\n'.repeat(30),
  renamed: realText.replaceAll('■評価等に対する見解', '■見解'),
  contradiction: realText.replace('仕様検討\t\\triangle', '仕様検討\t●'),
  missingRow: withLine('\t8.市税等のキャッシュレス', () => []),
  unknownSign: realText.replace('13件\t\\triangle', '13件\t×'),
  twice: realText + '\n' + realText,
  cellcount: withLine('オープンデータ公開件', (l) => l.replace('\t13件', '')),
  cell: withLine('6.タブレット端末を利用した窓口申請書の電子化\t', (l) => l.replace('6.', '六')),
  because: realText.replace('評価時点は、令和4年度末', '評価時点は、令和5年度末'),
  dupSummary: withLine('\t8.市税等のキャッシュレス', (l) => l.replace('8', '7')),
  staleRecord: realText.replace('DDA 土港 7', 'RPA 未導入'),
  layer: realText.replace('「下水道台帳」の地図情報を', '「上水道台帳」の地図情報を'),
}
test('x', async () => {
  for (const [name, text] of Object.entries(cases)) {
    const t = performance.now()
    const r = await runAround(text)
    console.log('#### ' + name, Math.round(performance.now() - t), r.problems.length, '\n' + r.problems.filter((p) => p.severity === 'error').slice(0, 8).map((p) => `${p.code} L${p.where.line}:${p.where.column ?? ''} ${p.message.ja} ▶ ${p.remedy.ja} | ${p.message.en}` + (p.also ? ` also ${p.also.map((a) => a.line)}` : '') + ' [' + (p.where.text ?? '').slice(0, 40) + ']').join('\n'))
    try { expectReadable(r.problems) } catch (e) { console.log("UNREADABLE", String(e).slice(0,300)) }
  }
})
