/** `hiraku template [SHEET] [--out FILE]` */
import path from 'node:path'
import { machineOf } from '../run/machine.ts'
import { type RecordKind, recordKinds, writeTemplate } from '../run/template.ts'
import type { Arguments } from './args.ts'
import { EXIT, type Session } from './session.ts'

export async function templateCommand({ positionals, values }: Arguments, session: Session): Promise<number> {
  const { effects, root, code, lang } = session
  const machine = session.machine ?? machineOf(effects, code)
  const [name] = positionals
  if (name === undefined) {
    const kinds = recordKinds(effects, machine, root)
    effects.stdout(values.json === undefined ? listText(kinds, lang) : `${JSON.stringify(kinds, null, 2)}\n`)
    return EXIT.fine
  }
  const made = writeTemplate(effects, machine, root, {
    name,
    ...(typeof values.out === 'string' ? { out: values.out } : {}),
    lang,
  })
  const file = path.relative(root, made.path)
  if (values.json !== undefined) {
    effects.stdout(`${JSON.stringify({ command: 'template', sheet: made.kind.id, file }, null, 2)}\n`)
  } else effects.stdout(`${file}\n`)
  const text = {
    ja: `${made.kind.title.ja}（${made.kind.columns} 列）の様式です。1枚目のシートの2行目から入力し、hiraku check ${file} で調べてください。`,
    en: `The form of ${made.kind.title.en} (${made.kind.columns} columns). Fill in its first worksheet from row 2, then: hiraku check ${file}`,
  }
  effects.stderr(`${text[lang]}\n`)
  return EXIT.fine
}

function listText(kinds: readonly RecordKind[], lang: 'ja' | 'en'): string {
  return kinds.map(({ id, title, columns }) => `${id}\t${title[lang]}\t${columns}\n`).join('')
}
