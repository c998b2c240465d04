/** The commands and what each takes, as data: the parser, the help and the docs are made from it. */
import { FILE_COMMANDS } from './commands/files.ts'
import { COMMON, type Command, type Option } from './commands/options.ts'
import { ACCEPT, BUILD, EXPLAIN } from './commands/project.ts'
import { PUBLISH } from './commands/publish.ts'

export { COMMON, type Command, type Option }

export const COMMANDS: readonly Command[] = [BUILD, ...FILE_COMMANDS, ACCEPT, EXPLAIN, PUBLISH]
