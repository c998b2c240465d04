/** What `--take` would do with a file that waits, and what it would not. */
import type { Text } from '../../problem.ts'
import type { Assessment } from './assess.ts'

/** Undefined where it would refuse. */
export function takeText(
  source: string,
  sha256: string,
  { meant, proposal, passes, drops }: Pick<Assessment, 'meant' | 'proposal' | 'passes' | 'drops'>,
): Text | undefined {
  if (meant === undefined) return undefined
  const line = `hiraku acquire --only ${source} --take=${sha256.slice(0, 8)}`
  const edits = proposal !== undefined
  const [ja, en]: [string[], string[]] = [[], []]
  if (edits) {
    ja.push(`提案した直しで作れることは確かめてあります。よければ ${line} で、直して替えます。`)
    en.push(`The source builds with the proposed edit: ${line} makes it and takes the file over.`)
  } else {
    ja.push(`これでよければ、${line} で替えます。`)
    en.push(`If it is as it should be, ${line} takes the file over.`)
  }
  if (drops) {
    ja.push('件数が減ることは、今回だけ認めます。')
    en.push('That records are fewer is let pass this once.')
  }
  if (passes) {
    ja.push(`決められた言葉でない値は、${edits ? '直しのないものは' : ''}書かれたまま公開されます。`)
    en.push(
      `Values that are not in the list of words are published as they are${edits ? ', where the edit says nothing of them' : ''}.`,
    )
  }
  return { ja: ja.join(''), en: en.join(' ') }
}
