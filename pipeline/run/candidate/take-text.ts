/** What `--take` would do with a file that waits, and what it would not. */
import type { Text } from '../../problem.ts'
import type { Assessment } from './assess.ts'

/** Undefined where it would refuse. */
export function takeText(
  source: string,
  sha256: string,
  { meant, proposal, passes }: Pick<Assessment, 'meant' | 'proposal' | 'passes'>,
): Text | undefined {
  if (meant === undefined) return undefined
  const line = `hiraku acquire --only ${source} --take=${sha256.slice(0, 8)}`
  const drop = proposal?.drop ?? 'none'
  const edits = proposal !== undefined && drop !== 'all'
  const [ja, en]: [string[], string[]] = [[], []]
  if (edits) {
    ja.push(`提案した直しで作れることは確かめてあります。よければ ${line} で、直して替えます。`)
    en.push(`The source builds with the proposed edit: ${line} makes it and takes the file over.`)
  } else {
    ja.push(`これでよければ、${line} で替えます。`)
    en.push(`If it is as it should be, ${line} takes the file over.`)
  }
  if (drop !== 'none') {
    ja.push(
      '減った件数は今回だけ認め、maxDrop は書きません。いつもこのくらい減るなら、maxDrop を source.yaml に自分で書いてください。',
    )
    en.push(
      'That records are fewer is let pass this once, and maxDrop is not written: where it always falls so much, write it into source.yaml yourself.',
    )
  }
  if (passes) {
    ja.push(`決められた言葉でない値は、${edits ? '直しのないものは' : ''}書かれたまま公開されます。`)
    en.push(
      `Values that are not in the list of words are published as they are${edits ? ', where the edit says nothing of them' : ''}.`,
    )
  }
  return { ja: ja.join(''), en: en.join(' ') }
}
