#!/usr/bin/env node
/** The command line: arguments in, exit code out. The only place that ends the process. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { main } from './cli/main.ts'
import { nodeEffects } from './effects-node.ts'

const code = path.dirname(fileURLToPath(import.meta.url))
process.exitCode = await main(process.argv.slice(2), nodeEffects(), { code, root: process.cwd() })
