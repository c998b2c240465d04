/** The commands and what each takes, as data: the parser, the help and the docs are made from it. */
import { ACQUIRE } from './commands/acquire.ts'
import { DIFF, REBUILD } from './commands/diff.ts'
import { FILE_COMMANDS } from './commands/files.ts'
import { COMMON, type Command, type Option } from './commands/options.ts'
import { ACCEPT, BUILD, EXPLAIN } from './commands/project.ts'
import { PUBLISH } from './commands/publish.ts'
import { RUN, STATUS } from './commands/run.ts'

export { COMMON, type Command, type Option }

export const COMMANDS: readonly Command[] = [
  BUILD,
  ...FILE_COMMANDS,
  ACQUIRE,
  ACCEPT,
  EXPLAIN,
  DIFF,
  REBUILD,
  PUBLISH,
  RUN,
  STATUS,
]
