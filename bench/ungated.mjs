/** `hiraku check --schema` without the privacy gate, which no command can switch off: what it takes is measured so. */
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const build = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', 'build')
const load = (name) => import(pathToFileURL(path.join(build, name)).href)
const [{ nodeEffects }, { machineOf }, { checkFile }] = await Promise.all([
  load('effects-node.js'),
  load('run/machine.js'),
  load('run/file/check.js'),
])
const [file = '', schema = ''] = process.argv.slice(2)
const effects = nodeEffects()
const asked = { file, schema, withoutPrivacy: true }
const { found } = await checkFile(effects, machineOf(effects, build), process.cwd(), asked)
console.log(JSON.stringify(found.tables.map(({ counts }) => counts)))
