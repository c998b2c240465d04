/** `hiraku explain DATASET ID [FIELD]` */
import path from 'node:path'
import { isPdf } from '../lib/paged.ts'
import { explainText } from '../report/index.ts'
import { type Explanation, explain } from '../run/explain.ts'
import { machineOf } from '../run/machine.ts'
import type { Arguments } from './args.ts'
import { EXIT, type Session } from './session.ts'

export async function explainCommand({ positionals, values }: Arguments, session: Session): Promise<number> {
  const { effects, root, lang } = session
  const [dataset = '', record = '', field] = positionals
  const known = explain(effects, root, dataset, record, field)
  const found =
    known.source === undefined ? await withText(known, session) : await withTableCells(known, session)
  if (values.json !== undefined) {
    effects.stdout(`${JSON.stringify(found, null, 2)}\n`)
    return EXIT.fine
  }
  if (found.changed) {
    effects.stderr(
      lang === 'ja'
        ? `${found.file} は dist/ を作ったときのものではないので、行の内容は表示しません。\n`
        : `${found.file} is not the file that dist/ was built from; its lines are not shown.\n`,
    )
  }
  const file = found.file === undefined ? '' : `${lang === 'ja' ? '元ファイル' : 'source'}: ${found.file}\n`
  effects.stdout(`${found.dataset} ${found.record}\n${file}\n${explainText(found.fields, session)}`)
  return EXIT.fine
}

async function withText(known: Explanation, { effects, root }: Session): Promise<Explanation> {
  if (known.file === undefined || known.changed) return known
  if (!isPdf(effects.readRange(path.join(root, known.file), 0, 8))) return known
  const { withLines } = await import('../run/explain-lines.ts')
  return withLines(effects, root, known)
}

/** Only for rows of tables is the file opened. */
async function withTableCells(known: Explanation, session: Session): Promise<Explanation> {
  const { effects, root, code } = session
  const { withCells } = await import('../run/explain-cells.ts')
  return withCells(effects, session.machine ?? machineOf(effects, code), root, known)
}
